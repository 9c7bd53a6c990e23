import Link from '@docusaurus/Link';
import { useState } from 'react';
import type { CodePage } from '../../../kit/types.ts';
import { highlight } from '../../../kit/highlight.ts';
import { Tokens } from '../../components/Tokens.tsx';
import { asServed, useServed } from '../../components/use-served.ts';
import styles from './styles.module.css';

/** A file, folded: its lines each have an id, `src-app-ts-12`. They are coloured when the file is opened. */
export function CodeFile({
  file: { path, anchor, text, status, places },
  chapter,
}: {
  file: CodePage['files'][number];
  chapter: CodePage['chapter'];
}) {
  const [isOpen, setOpen] = useState(false);
  const isServed = useServed();
  const lines = text.split('\n');

  return (
    <details
      className={styles.file}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) setOpen(true);
      }}
    >
      <summary id={anchor}>
        <span className={styles.name}>{path}</span>
        {status && <span className={styles.status}>{status}</span>}
        <span className={styles.lines}>{lines.length}</span>
      </summary>
      {status === 'changed' && (
        <p className={styles.places}>
          <Link to={`/learn/${chapter.slug}/diff#${anchor}`}>
            What chapter {chapter.number} changed in it, and why
          </Link>
        </p>
      )}
      {places.length > 0 && (
        <ul className={styles.places} aria-label={`Where ${path} is explained`}>
          {places.map(({ number, slug, heading, hash, first, last }) => (
            <li key={`${slug} ${hash} ${first}`}>
              <a href={`#${anchor}-${first}`}>
                {first === last ? `Line ${first}` : `Lines ${first}–${last}`}
              </a>
              :{' '}
              <Link to={`/learn/${slug}#${hash}`}>
                {number}, {heading}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <pre className={styles.code} tabIndex={0}>
        {isServed && !isOpen ? (
          <code key="served" {...asServed} />
        ) : (
          <code>
            {isOpen
              ? highlight(path, text).map((tokens, index) => (
                  <span key={index} id={`${anchor}-${index + 1}`}>
                    <Tokens tokens={tokens} />
                    {'\n'}
                  </span>
                ))
              : lines.map((line, index) => (
                  <span key={index} id={`${anchor}-${index + 1}`}>
                    {line}
                    {'\n'}
                  </span>
                ))}
          </code>
        )}
      </pre>
    </details>
  );
}
