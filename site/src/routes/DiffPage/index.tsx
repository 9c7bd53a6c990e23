import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { Diff } from '../../../kit/types.ts';
import { count, LineCount } from '../../components/size.tsx';
import { DiffFileView } from './DiffFileView.tsx';
import styles from './styles.module.css';

/** What a chapter changes, file by file, with the reason beside each change. Complete without JavaScript. */
export default function DiffPage({ data }: { data: Diff }) {
  const { chapter, before, next, files, patch } = data;
  const brokenLinks = useBrokenLinks();
  for (const { anchor } of files) brokenLinks.collectAnchor(anchor);

  const patchUrl = useBaseUrl(patch);
  const lesson = `/learn/${chapter.slug}`;
  const title = before
    ? `What changed in ${chapter.number} ${chapter.title}`
    : `The code of ${chapter.number} ${chapter.title}`;

  return (
    <Layout title={title} description={chapter.idea}>
      <main className={`page ${styles.page}`}>
        <p className="eyebrow">
          <Link to={lesson}>
            ← Lesson {chapter.number}: {chapter.title}
          </Link>
        </p>
        <Heading as="h1">
          {before ? (
            <>
              From {before.number} to {chapter.number}
            </>
          ) : (
            <>All the code of {chapter.number}</>
          )}
        </Heading>
        <p className="lede">{chapter.idea}</p>
        <p className={styles.facts}>
          <span>
            {count(files.length, 'file')}, <LineCount {...data} /> lines
          </span>
          {data.notes > 0 && <span>{count(data.notes, 'note')}</span>}
          <a href={patchUrl} download>
            Download the .patch
          </a>
          {before && (
            <span>
              or run{' '}
              <code>
                npm run diff {before.number} {chapter.number}
              </code>
            </span>
          )}
        </p>

        <nav className={styles.files} aria-label="Files on this page">
          <ul>
            {files.map(({ path, anchor, status, added, removed }) => (
              <li key={path}>
                <a href={`#${anchor}`}>{path}</a>
                {before && status !== 'modified' && (
                  <span className={styles.status}>
                    {status === 'added' ? 'new' : 'removed'}
                  </span>
                )}
                <LineCount added={added} removed={removed} />
              </li>
            ))}
          </ul>
        </nav>

        {files.map((file) => (
          <DiffFileView key={file.path} file={file} isFirst={!before} />
        ))}

        <nav className={styles.ways} aria-label="Where to go from here">
          <Link to={lesson}>Back to the lesson</Link>
          {before && (
            <Link to={`/learn/${before.slug}/diff`}>
              ← Changes of {before.number} {before.title}
            </Link>
          )}
          {next && (
            <Link to={`/learn/${next.slug}/diff`}>
              Changes of {next.number} {next.title} →
            </Link>
          )}
        </nav>
      </main>
    </Layout>
  );
}
