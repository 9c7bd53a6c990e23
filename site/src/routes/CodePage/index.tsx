import Link from '@docusaurus/Link';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import { useEffect } from 'react';
import type { CodePage as Data } from '../../../kit/types.ts';
import { count } from '../../components/size.tsx';
import { CodeFile } from './CodeFile.tsx';
import { FileTree } from './FileTree.tsx';
import styles from './styles.module.css';

/** A snapshot's files, folded, with the places of lessons that explain their lines. Complete without JavaScript. */
export default function CodePage({ data }: { data: Data }) {
  const { chapter, files } = data;
  const brokenLinks = useBrokenLinks();
  for (const { anchor } of files) brokenLinks.collectAnchor(anchor);
  useEffect(openTarget, []);

  const lesson = `/learn/${chapter.slug}`;
  const lines = files.reduce(
    (sum, { text }) => sum + text.split('\n').length,
    0,
  );
  return (
    <Layout
      title={`The files of ${chapter.number} ${chapter.title}`}
      description={`Every file of chapter ${chapter.number}, with the places where lessons explain it.`}
    >
      <main className={`page ${styles.page}`}>
        <p className="eyebrow">
          <Link to={lesson}>
            ← Lesson {chapter.number}: {chapter.title}
          </Link>
          <Link to={`${lesson}/diff`}>What changed</Link>
        </p>
        <Heading as="h1">The code of {chapter.number}</Heading>
        <p className="lede">
          The whole API as it is at the end of the chapter:{' '}
          {count(files.length, 'file')}, {count(lines, 'line')}.
        </p>
        <div className={styles.columns}>
          <nav className={styles.tree} aria-label="Files on this page">
            <FileTree files={files} />
          </nav>
          <div className={styles.files}>
            {files.map((file) => (
              <CodeFile key={file.path} file={file} chapter={chapter} />
            ))}
          </div>
        </div>
      </main>
    </Layout>
  );
}

/** Opens the file that the address names, with or without a line of it, now and whenever the address changes. */
function openTarget() {
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;

    const file = target.closest('details');
    if (file && !file.open) {
      file.open = true;
      target.scrollIntoView({ behavior: 'instant' });
    }
  };
  open();
  addEventListener('hashchange', open);
  return () => removeEventListener('hashchange', open);
}
