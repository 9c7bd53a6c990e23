import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import { useHistory, useLocation } from '@docusaurus/router';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import { useEffect, useState } from 'react';
import type { DiffFile } from '../../../kit/types.ts';
import { count, LineCount } from '../../components/size.tsx';
import { useKit } from '../../components/use-kit.ts';
import { DiffFileView } from '../DiffPage/DiffFileView.tsx';
import styles from './styles.module.css';

type Known = ReturnType<typeof useKit>['chapters'][number];

/** Any two chapters against each other; without JavaScript the way to the diffs of neighbours, and the command. */
export default function ComparePage() {
  const { chapters } = useKit();
  const [first, second] = chapters;

  return (
    <Layout
      title="Compare chapters"
      description="What changed between any two chapters, line by line."
    >
      <main className={`page ${styles.page}`}>
        <Heading as="h1">Compare chapters</Heading>
        <p className="lede">
          What changed between any two chapters, line by line. In a terminal:{' '}
          <code>
            npm run diff {first?.number} {second?.number}
          </code>
        </p>
        <div className="needs-js">
          <Comparison />
        </div>
        <div className="without-js">
          <p>
            Comparing chapters that are no neighbours needs JavaScript, or the
            command above. From each chapter to the next:
          </p>
          <ul>
            {chapters.slice(1).map(({ slug, number, title }) => (
              <li key={slug}>
                <Link to={`/learn/${slug}/diff`}>
                  To {number} {title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </main>
    </Layout>
  );
}

function Comparison() {
  const { chapters } = useKit();
  const history = useHistory();
  const { pathname, search } = useLocation();
  const asked = new URLSearchParams(search);
  const from = find(chapters, asked.get('from')) ?? chapters[0];
  const to = find(chapters, asked.get('to')) ?? chapters.at(-1);
  const choose = (side: string, slug: string) => {
    const next = { from: from?.slug ?? '', to: to?.slug ?? '', [side]: slug };
    history.replace(`${pathname}?${new URLSearchParams(next)}`);
  };

  if (!from || !to) return null;
  return (
    <>
      <form
        className={styles.choice}
        onSubmit={(event) => event.preventDefault()}
      >
        {(
          [
            ['from', 'From', from],
            ['to', 'To', to],
          ] as const
        ).map(([side, label, chosen]) => (
          <label key={side}>
            <span>{label}</span>
            <select
              value={chosen.slug}
              onChange={({ target }) => choose(side, target.value)}
            >
              {chapters.map(({ slug, number, title }) => (
                <option key={slug} value={slug}>
                  {number} {title}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button
          type="button"
          onClick={() =>
            history.replace(
              `${pathname}?${new URLSearchParams({ from: to.slug, to: from.slug })}`,
            )
          }
        >
          Swap
        </button>
      </form>
      <Changes key={`${from.slug} ${to.slug}`} from={from} to={to} />
    </>
  );
}

function Changes({ from, to }: { from: Known; to: Known }) {
  const folder = useBaseUrl('/code/');
  const [files, setFiles] = useState<DiffFile[]>();
  const [isFailed, setFailed] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    const read = async ({ name }: Known) => {
      const response = await fetch(`${folder}${name}.json`);
      return (await response.json()) as Record<string, string>;
    };
    Promise.all([read(from), read(to), import('./compare.ts')])
      .then(([before, after, { compareFiles }]) => {
        if (isCurrent) setFiles(compareFiles(before, after));
      })
      .catch(() => {
        if (isCurrent) setFailed(true);
      });
    return () => {
      isCurrent = false;
    };
  }, [folder, from, to]);

  const command = `npm run diff ${from.number} ${to.number}`;
  if (isFailed)
    return (
      <p role="status">
        The code of these chapters could not be loaded. Try again, or run{' '}
        <code>{command}</code>.
      </p>
    );
  if (!files) return <p role="status">Comparing …</p>;

  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  return (
    <>
      <p role="status">
        {files.length === 0 ? (
          'The same code.'
        ) : (
          <>
            {count(files.length, 'file')} changed,{' '}
            <LineCount added={added} removed={removed} /> lines. The same in a
            terminal: <code>{command}</code>
          </>
        )}
      </p>
      {files.map((file) => (
        <details key={file.path} className={styles.file}>
          <summary>
            {file.path} <LineCount added={file.added} removed={file.removed} />
          </summary>
          <DiffFileView file={file} isFirst={false} />
        </details>
      ))}
    </>
  );
}

function find(chapters: Known[], wanted: string | null): Known | undefined {
  return chapters.find(({ slug, number, name }) =>
    [slug, number, name, String(Number(number))].includes(wanted ?? ''),
  );
}
