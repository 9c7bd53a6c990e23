import type { CodePage } from '../../../kit/types.ts';
import styles from './styles.module.css';

type Files = CodePage['files'];

/** Folders and files, each file a link to its code on the same page. */
export function FileTree({ files, at = '' }: { files: Files; at?: string }) {
  const own = files.filter(({ path }) => !path.slice(at.length).includes('/'));
  const folders = new Set(
    files
      .filter((file) => !own.includes(file))
      .map(({ path }) => path.slice(at.length).split('/')[0] ?? ''),
  );

  return (
    <ul>
      {[...folders].map((name) => {
        const folder = `${at}${name}/`;
        return (
          <li key={folder}>
            <span className={styles.folder}>{name}/</span>
            <FileTree
              files={files.filter(({ path }) => path.startsWith(folder))}
              at={folder}
            />
          </li>
        );
      })}
      {own.map(({ path, anchor, status }) => (
        <li key={path}>
          <a href={`#${anchor}`}>{path.slice(at.length)}</a>
          {status && <span className={styles.status}>{status}</span>}
        </li>
      ))}
    </ul>
  );
}
