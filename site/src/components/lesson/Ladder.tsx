import { Children, isValidElement, type ReactNode, useState } from 'react';
import styles from './ladder.module.css';

/** Hints, each under the one before: a rung shows when the last one was opened; all of them without JavaScript. */
export function Ladder({ children }: { children: ReactNode }) {
  const rungs = Children.toArray(children).filter((child) =>
    isValidElement(child),
  );
  const [reached, setReached] = useState(0);

  return (
    <div className={styles.ladder}>
      {rungs.map((rung, index) => (
        <div
          key={index}
          className={index > reached ? styles.later : undefined}
          onToggle={() => setReached((last) => Math.max(last, index + 1))}
        >
          {rung}
        </div>
      ))}
      {reached < rungs.length - 1 && (
        <p className={`needs-js ${styles.more}`}>
          {rungs.length - 1 - reached} more: each comes when you have opened the
          one before.
        </p>
      )}
    </div>
  );
}
