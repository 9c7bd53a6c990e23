import { type KeyboardEvent, useId } from 'react';
import styles from './workbench.module.css';

/** The files that are open, as tabs, and a list to open others from. */
export function FileTabs({
  paths,
  open,
  shown,
  changed,
  panel,
  onShow,
  onClose,
}: {
  paths: string[];
  open: string[];
  shown: string;
  changed: string[];
  /** The id of the panel that the tabs fill. */
  panel: string;
  onShow(path: string): void;
  onClose(path: string): void;
}) {
  const id = useId();
  const folders = [...new Set(paths.map(folderOf))];

  return (
    <div className={styles.files}>
      <p className={styles.choice}>
        <label htmlFor={id}>File</label>
        <select
          id={id}
          value={shown}
          onChange={({ target }) => onShow(target.value)}
        >
          {folders.map((folder) => (
            <optgroup key={folder} label={folder || 'Beside src'}>
              {paths
                .filter((path) => folderOf(path) === folder)
                .map((path) => (
                  <option key={path} value={path}>
                    {path}
                    {changed.includes(path) ? ' (changed)' : ''}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        {open.length > 1 && (
          <button type="button" onClick={() => onClose(shown)}>
            Close <span className="visually-hidden">{shown}</span>
          </button>
        )}
      </p>
      <div
        role="tablist"
        aria-label="Open files"
        className={styles.tabs}
        onKeyDown={moveFocus}
      >
        {open.map((path) => (
          <button
            key={path}
            type="button"
            role="tab"
            id={`${panel}-${path}`}
            aria-controls={panel}
            aria-selected={path === shown}
            tabIndex={path === shown ? 0 : -1}
            title={path}
            onClick={() => onShow(path)}
          >
            {nameIn(path, open)}
            {changed.includes(path) && (
              <span className={styles.dot}>
                <span className="visually-hidden"> changed</span>
              </span>
            )}
          </button>
        ))}
      </div>
    </div>
  );
}

/** The last part of a path, with its folder where another file has the same name. */
function nameIn(path: string, others: string[]): string {
  const name = path.split('/').at(-1) ?? path;
  const isShared = others.some(
    (other) => other !== path && other.split('/').at(-1) === name,
  );
  return isShared ? path.split('/').slice(-2).join('/') : name;
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function moveFocus({ key, currentTarget }: KeyboardEvent<HTMLElement>): void {
  const tabs = [...currentTarget.querySelectorAll('button')];
  const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
  const to = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: tabs.length - 1,
  }[key];
  if (to !== undefined) tabs.at(to % tabs.length)?.focus();
}
