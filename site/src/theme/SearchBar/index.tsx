import { useEffect, useState } from 'react';
import { SearchDialog } from '../../components/search/Dialog.tsx';
import styles from './styles.module.css';

/**
 * The button that opens the search, and the keys that do: a slash, or Ctrl or ⌘ with K. What it takes to search is loaded
 * with the first word.
 */
export default function SearchBar() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const openByKey = (event: KeyboardEvent) => {
      if (!isSearchKey(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', openByKey);
    return () => removeEventListener('keydown', openByKey);
  }, []);

  return (
    <>
      <button
        type="button"
        className={`needs-js ${styles.button}`}
        aria-keyshortcuts="/ Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        Search <kbd aria-hidden="true">/</kbd>
      </button>
      {isOpen && <SearchDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function isSearchKey({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent) {
  if (key.toLowerCase() === 'k') return (ctrlKey || metaKey) && !altKey;
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
  return key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping;
}
