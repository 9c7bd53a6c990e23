import { useId, useRef, useState } from 'react';
import type { RunPage } from '../../../kit/types.ts';
import type { Files } from '../../../tab/tab.ts';
import { count } from '../size.tsx';
import styles from './workbench.module.css';

/** Takes the reader's files elsewhere and back as a zip, and goes back to the chapter's, which can be undone. */
export function YourWork({
  chapter,
  files,
  changed,
  known,
  canUndo,
  onTake,
  onReset,
  onUndo,
}: {
  chapter: RunPage['chapter'];
  files: Files;
  changed: string[];
  /** Paths of the chapter's own files. */
  known: string[];
  canUndo: boolean;
  onTake(files: Files): void;
  onReset(): void;
  onUndo(): void;
}) {
  const id = useId();
  const [said, say] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);

  const save = async () => {
    const { folderOf, packWorkspace } = await import('./workspace-file.ts');
    download(`${folderOf(chapter)}.zip`, packWorkspace(chapter, files));
    say(
      'The zip was made. How to check it with the kit is in its READ-ME.txt.',
    );
  };
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      const { unpackWorkspace } = await import('./workspace-file.ts');
      const bytes = new Uint8Array(await file.arrayBuffer());
      const taken = unpackWorkspace(bytes, chapter, known);
      onTake(taken);
      say(`${count(Object.keys(taken).length, 'file')} were taken over.`);
    } catch (error) {
      say((error as Error).message);
    }
  };

  return (
    <section className={styles.work} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Your work</h2>
      <p>
        What you change is kept in this browser and nowhere else. Take it with
        you as a workspace that the kit’s <code>check</code> accepts. What a
        program stores is gone with each start.
      </p>
      <div className={styles.buttons}>
        <button type="button" onClick={() => void save()}>
          Export
        </button>
        <label htmlFor={id}>Import a zip:</label>
        <input
          id={id}
          type="file"
          accept="application/zip,.zip"
          onChange={({ target }) => {
            void read(target.files?.[0]).then(() => {
              target.value = '';
            });
          }}
        />
        <button
          type="button"
          onClick={() => {
            if (changed.length > 0) dialog.current?.showModal();
            else
              say('There is nothing to reset: this is the chapter as it is.');
          }}
        >
          Reset
        </button>
        {canUndo && (
          <button
            type="button"
            onClick={() => {
              onUndo();
              say('Your changes are back.');
            }}
          >
            Undo
          </button>
        )}
      </div>
      <p role="status" className={styles.said}>
        {said}
      </p>
      <dialog
        ref={dialog}
        className={styles.dialog}
        aria-labelledby={`${id}-ask`}
        onClose={({ currentTarget }) => {
          if (currentTarget.returnValue !== 'reset') return;
          currentTarget.returnValue = '';
          onReset();
          say(
            'Everything is as the chapter has it. Undo brings your changes back.',
          );
        }}
      >
        <form method="dialog">
          <p id={`${id}-ask`}>
            Take back your changes in {count(changed.length, 'file')}?
          </p>
          <div className={styles.buttons}>
            <button type="submit" value="reset">
              Reset
            </button>
            <button type="submit" value="keep">
              Keep them
            </button>
          </div>
        </form>
      </dialog>
    </section>
  );
}

function download(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(
    new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
