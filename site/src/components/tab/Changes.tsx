import type { Files } from '../../../tab/tab.ts';
import { compareFiles } from '../../routes/ComparePage/compare.ts';
import { DiffFileView } from '../../routes/DiffPage/DiffFileView.tsx';
import { LineCount } from '../size.tsx';
import styles from './workbench.module.css';

/** What the reader has changed, as the site shows every diff. */
export function Changes({
  before,
  after,
  paths,
}: {
  before: Files;
  after: Files;
  /** Of the files that differ. */
  paths: string[];
}) {
  const only = (files: Files) =>
    Object.fromEntries(
      Object.entries(files).filter(([path]) => paths.includes(path)),
    );
  const files = compareFiles(only(before), only(after));

  return (
    <section className={styles.changes} aria-labelledby="changes">
      <h2 id="changes">What you changed</h2>
      {files.length === 0 && <p>Nothing yet.</p>}
      {files.map((file) => (
        <details key={file.path} className={styles.file}>
          <summary>
            <code>{file.path}</code> <LineCount {...file} />
          </summary>
          <DiffFileView file={file} isFirst={false} />
        </details>
      ))}
    </section>
  );
}
