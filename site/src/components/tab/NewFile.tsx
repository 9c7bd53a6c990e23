import { useId, useState } from 'react';
import { isPath } from './edits.ts';
import styles from './workbench.module.css';

/** Adds an empty file to `src/` or `tests/`. */
export function NewFile({
  paths,
  onAdd,
}: {
  paths: string[];
  onAdd(path: string): void;
}) {
  const id = useId();
  const [path, setPath] = useState('src/');
  const [said, say] = useState('');

  const add = () => {
    const name = path.trim();
    if (!isPath(name) || !/^(src|tests)\/.*[^/]$/.test(name))
      say('Write a path below src/ or tests/, such as src/posts/latest.ts.');
    else if (paths.includes(name)) say(`There is a file ${name} already.`);
    else {
      onAdd(name);
      setPath('src/');
      say('');
    }
  };

  return (
    <details className={styles.newFile}>
      <summary>New file</summary>
      <form
        className={styles.choice}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label htmlFor={id}>Path</label>
        <input
          id={id}
          type="text"
          spellCheck={false}
          autoComplete="off"
          value={path}
          onChange={({ target }) => setPath(target.value)}
        />
        <button type="submit">Add</button>
      </form>
      <p role="status">{said}</p>
    </details>
  );
}
