import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import { anchorOfExport } from '../../../kit/anchors.ts';
import type {
  CodeReference,
  Export,
  ReferenceFile,
} from '../../../kit/code-reference.ts';
import { anchorOfFile } from '../../../kit/diff-page.ts';
import { textOfInline } from '../../../kit/inline-text.ts';
import { Filter, useFilter } from '../../components/Filter.tsx';
import { Inline } from '../../components/Inline.tsx';
import { count } from '../../components/size.tsx';
import { Tokens } from '../../components/Tokens.tsx';
import { useKit } from '../../components/use-kit.ts';
import styles from './styles.module.css';

type Data = CodeReference & { newest: string };
type Row = Export & { file: ReferenceFile };

/** What the code of the newest chapter, or of shared/, exports: declarations with what they promise. */
export default function CodeReferencePage({
  data: { name, files, newest },
}: {
  data: Data;
}) {
  const { chapters } = useKit();
  const chapter = chapters.find(({ slug }) => slug === newest);
  const rows = files.flatMap((file) =>
    file.exports.map((one) => ({ ...one, file })),
  );
  const brokenLinks = useBrokenLinks();
  for (const { path } of files) brokenLinks.collectAnchor(anchorOfFile(path));
  const { found, box } = useFilter(rows, textOfRow);
  const isApi = name === 'api';
  const title = isApi ? 'Code of the API' : 'Code of the kit';

  return (
    <Layout
      title={title}
      description={
        isApi
          ? `Every function, type and constant that the API of chapter ${chapter?.number} exports.`
          : 'Every function, type and constant that the code of the kit in shared/ exports.'
      }
    >
      <main className="page">
        <Heading as="h1">{title}</Heading>
        <p className="lede">
          {count(rows.length, 'export')} in {count(files.length, 'file')}{' '}
          {isApi ? (
            <>
              of{' '}
              <Link to={`/learn/${newest}`}>
                chapter {chapter?.number}, {chapter?.title}
              </Link>
              .
            </>
          ) : (
            <>
              of <code>shared/</code>, which runs, proves and compares chapters.
            </>
          )}{' '}
          Types that the code leaves to be inferred are written out.
        </p>
        <p>
          {isApi ? (
            <Link to="/reference/code/kit">The code of the kit itself</Link>
          ) : (
            <Link to="/reference/code">The code of the API</Link>
          )}
        </p>
        <Filter {...box} label="Find a name" placeholder="createApp …" />
        {files.map((file) => (
          <FileSection
            key={file.path}
            file={file}
            rows={found.filter((row) => row.file === file)}
            code={isApi ? `learn/${newest}/code` : undefined}
          />
        ))}
      </main>
    </Layout>
  );
}

function FileSection({
  file: { path, file },
  rows,
  code,
}: {
  file: ReferenceFile;
  rows: Row[];
  /** The page that shows the file, below the site's root. */
  code: string | undefined;
}) {
  const { home } = useKit().project;
  const anchor = anchorOfFile(path);
  const base = useBaseUrl('/');
  const addressOf = (line: number) => {
    if (code) return `${base}${code}#${anchor}-${line}`;
    return home ? `${home}/blob/main/${file}#L${line}` : undefined;
  };
  if (rows.length === 0) return null;

  return (
    <section className={styles.file} aria-labelledby={anchor}>
      <h2 id={anchor}>{path}</h2>
      {rows.map((one) => (
        <article key={one.name} id={anchorOfExport(anchor, one.name)}>
          <h3>
            {one.name} <Place line={one.line} to={addressOf(one.line)} />
          </h3>
          {one.about.length > 0 && (
            <p>
              <Inline pieces={one.about} />
            </p>
          )}
          <pre tabIndex={0}>
            <code>
              {one.code.map((tokens, line) => (
                <span key={line}>
                  <Tokens tokens={tokens} />
                  {'\n'}
                </span>
              ))}
            </code>
          </pre>
        </article>
      ))}
    </section>
  );
}

function Place({ line, to }: { line: number; to: string | undefined }) {
  const text = `line ${line}`;
  // A plain link: the page with all code is not fetched ahead.
  return to ? <a href={to}>{text}</a> : <span>{text}</span>;
}

function textOfRow({ name, about, file }: Row): string {
  return `${name} ${file.path} ${textOfInline(about)}`;
}
