import { useId, useState } from 'react';
import { countEntries, importState, mergeStates, writeState } from './state.ts';
import styles from './progress.module.css';
import { update, useProgress } from './store.ts';

/** Takes what is kept in this browser to another one, as a file. */
export function ProgressFile() {
  const state = useProgress();
  const id = useId();
  const [said, say] = useState('');

  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      const imported = importState(await file.text());
      update((own) => mergeStates(own, imported));
      say(
        `${countEntries(imported)} entries were read. Of two for the same thing, the later one counts.`,
      );
    } catch (error) {
      say((error as Error).message);
    }
  };

  return (
    <section
      className={`needs-js ${styles.file}`}
      aria-labelledby={`${id}-title`}
    >
      <h2 id={`${id}-title`}>Your progress</h2>
      <p>
        It is kept in this browser and nowhere else. Take it with you as a file.
      </p>
      <div className={styles.buttons}>
        <button type="button" onClick={() => download(writeState(state))}>
          Export
        </button>
        <label htmlFor={id}>Import a file:</label>
        <input
          id={id}
          type="file"
          accept="application/json,.json"
          onChange={({ target }) => {
            void read(target.files?.[0]).then(() => {
              target.value = '';
            });
          }}
        />
      </div>
      <p role="status">{said}</p>
    </section>
  );
}

function download(text: string): void {
  const address = URL.createObjectURL(
    new Blob([text], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = 'ground-up-progress.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
