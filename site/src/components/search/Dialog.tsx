import useBaseUrl from '@docusaurus/useBaseUrl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type Found, search } from './pagefind.ts';
import styles from './dialog.module.css';

/** Finds prose, code, messages and names in the whole site. Closes by Escape, or a click beside it. */
export function SearchDialog({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [words, setWords] = useState('');
  const { found, total, isFailed } = useSearch(words);
  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label="Search"
      onClose={onClose}
      onKeyDown={moveFocus}
      onClick={({ target }) => {
        if (target === dialog.current) dialog.current.close();
      }}
    >
      <form
        className={styles.form}
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          dialog.current?.querySelector('a')?.click();
        }}
      >
        <label>
          <span className="visually-hidden">Search the site</span>
          <input
            type="search"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            placeholder="An idea, a name, an error message …"
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </label>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </form>
      <div className={styles.results}>
        <p role="status">{describe(words, found, total, isFailed)}</p>
        {found && found.length > 0 && (
          <ol>
            {found.map((one) => (
              <Result key={one.url} found={one} onChoose={onClose} />
            ))}
          </ol>
        )}
      </div>
    </dialog>
  );
}

function Result({ found, onChoose }: { found: Found; onChoose(): void }) {
  const { url, title, kind, excerpt, places } = found;
  return (
    <li>
      {/* Plain links: nothing is fetched ahead for what is only looked at. */}
      <a href={url} onClick={onChoose}>
        <span>{title}</span> <small>{kind}</small>
      </a>
      {places.length === 0 && <Excerpt html={excerpt} />}
      {places.map((place) => (
        <div key={place.url} className={styles.place}>
          <a href={place.url} onClick={onChoose}>
            {place.title}
          </a>
          <Excerpt html={place.excerpt} />
        </div>
      ))}
    </li>
  );
}

/** Text of this site, which the index has escaped, with marks around what was looked for. */
function Excerpt({ html }: { html: string }) {
  return <p dangerouslySetInnerHTML={{ __html: html }} />;
}

/** What is found, a moment after the last key. */
function useSearch(words: string) {
  const baseUrl = useBaseUrl('/');
  const [found, setFound] = useState<Found[]>();
  const [total, setTotal] = useState(0);
  const [isFailed, setFailed] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    const wanted = words.trim();
    if (!wanted) {
      setFound(undefined);
      return;
    }
    const timer = setTimeout(() => {
      search(wanted, baseUrl)
        .then((result) => {
          if (!isCurrent) return;
          setFound(result.found);
          setTotal(result.total);
          setFailed(false);
        })
        .catch(() => setFailed(true));
    }, 120);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [words, baseUrl]);

  return { found, total, isFailed };
}

function describe(
  words: string,
  found: Found[] | undefined,
  total: number,
  failed: boolean,
): string {
  if (failed)
    return 'The search index could not be loaded. It comes with a built site: npm --prefix site run build';
  if (!words.trim() || !found)
    return 'Type a word or more. Quotes keep words together. The arrow keys move through what is found, and Enter opens it.';
  if (found.length === 0)
    return 'Nothing has all these words. Try fewer, or another form of them.';
  if (total > found.length)
    return `The best ${found.length} of ${total} places.`;
  return total === 1 ? 'One place.' : `${total} places, the best first.`;
}

/** Arrows go through the field and the links, as in a list. Escape closes; in a field, browsers would empty it first. */
function moveFocus(event: KeyboardEvent<HTMLDialogElement>): void {
  if (event.key === 'Escape') {
    event.preventDefault();
    event.currentTarget.close();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;

  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('input, li a'),
  ];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[at + step]?.focus();
  event.preventDefault();
}
