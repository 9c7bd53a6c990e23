import { useEffect, useRef } from 'react';
import type { Place } from '../../../tab/tab.ts';
import { PlaceText } from './PlaceText.tsx';
import type { Line } from './use-server.ts';
import styles from './workbench.module.css';

/** What the program has printed; places in the reader's files lead there. */
export function Console({
  lines,
  isFile,
  onGo,
  onClear,
}: {
  lines: Line[];
  isFile(path: string): boolean;
  onGo(place: Place): void;
  onClear(): void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines]);

  return (
    <section className={styles.panel} aria-labelledby="console">
      <div className={styles.head}>
        <h2 id="console">Console</h2>
        <button type="button" onClick={onClear}>
          Clear
        </button>
      </div>
      <div
        ref={box}
        role="log"
        aria-labelledby="console"
        tabIndex={0}
        className={styles.console}
      >
        {lines.map(({ id, stream, text }) => (
          <p
            key={id}
            className={stream === 'stderr' ? styles.wrong : undefined}
          >
            <PlaceText text={text} isFile={isFile} onGo={onGo} />
          </p>
        ))}
      </div>
    </section>
  );
}
