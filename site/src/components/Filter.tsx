import { useLocation } from '@docusaurus/router';
import { useEffect, useId, useState } from 'react';
import styles from './Filter.module.css';

/**
 * Items whose text has every word of what was typed, and the props of the box to type it into. Whoever follows a link
 * to an anchor sees all items again, for the one that is meant may be hidden.
 */
export function useFilter<Item>(
  items: Item[],
  textOf: (item: Item) => string,
): { found: Item[]; box: FilterProps } {
  const [query, setQuery] = useState('');
  const { hash } = useLocation();
  useEffect(() => setQuery(''), [hash]);

  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found =
    words.length === 0
      ? items
      : items.filter((item) => {
          const text = textOf(item).toLowerCase();
          return words.every((word) => text.includes(word));
        });

  return {
    found,
    box: { query, setQuery, found: found.length, total: items.length },
  };
}

interface FilterProps {
  query: string;
  setQuery(query: string): void;
  found: number;
  total: number;
}

/** A box that leaves what has the typed words. Without JavaScript it is not there, and all items are. */
export function Filter({
  label,
  placeholder,
  query,
  setQuery,
  found,
  total,
}: FilterProps & { label: string; placeholder: string }) {
  const id = useId();

  return (
    <div className={styles.filter}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={query}
        onChange={({ target }) => setQuery(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setQuery('');
        }}
      />
      <p role="status">
        {query.trim() &&
          (found === 0
            ? 'Nothing has all these words. Escape brings everything back.'
            : `${found} of ${total}`)}
      </p>
    </div>
  );
}
