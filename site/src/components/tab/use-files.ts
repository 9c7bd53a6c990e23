import { useEffect, useMemo, useState } from 'react';
import type { RunFile } from '../../../kit/types.ts';
import type { Files } from '../../../tab/tab.ts';
import { type Edit, type Edits, loadEdits, saveEdits } from './edits.ts';

/** The files of a chapter or a task as the reader has them, kept in this browser under `key`. */
export function useFiles(key: string, given: Record<string, RunFile>) {
  const [edits, setEdits] = useState<Edits>(() => loadEdits(key));
  const [before, setBefore] = useState<Edits>();
  const [isKept, setKept] = useState(true);
  const [isElsewhere, setElsewhere] = useState(false);
  /** Counts how often texts were replaced by anything but typing. */
  const [version, setVersion] = useState(0);

  useEffect(() => {
    const onStorage = (event: StorageEvent) => {
      if (event.key === key) setElsewhere(true);
    };
    addEventListener('storage', onStorage);
    return () => removeEventListener('storage', onStorage);
  }, [key]);

  const original = useMemo(
    () => textsOf(Object.entries(given)) as Files,
    [given],
  );
  const files: Files = { ...original, ...textsOf(Object.entries(edits)) };

  /** Takes over the changes of some files; undefined: the file is as it was. */
  const change = (changes: Record<string, Edit | undefined>) => {
    setKept(saveEdits(key, changes));
    setEdits((current) => {
      const next = { ...current };
      for (const [path, edit] of Object.entries(changes))
        if (edit) next[path] = edit;
        else delete next[path];
      return next;
    });
  };
  /** The same for texts that the editor does not know yet. */
  const replace = (changes: Record<string, Edit | undefined>) => {
    change(changes);
    setVersion((count) => count + 1);
  };
  const toEdit = (path: string, text: string): Edit | undefined =>
    text === original[path]
      ? undefined
      : { base: given[path]?.hash ?? '', text };

  return {
    files,
    original,
    version,
    isKept,
    isElsewhere,
    /** Paths of what differs from the chapter. */
    changed: Object.keys(edits).sort(),
    /** Paths of files that the chapter has changed since the reader has. */
    stale: Object.keys(edits).filter(
      (path) => edits[path]?.base !== (given[path]?.hash ?? ''),
    ),
    edit: (path: string, text: string) =>
      change({ [path]: toEdit(path, text) }),
    add: (path: string) => replace({ [path]: { base: '', text: '' } }),
    remove: (path: string) => replace({ [path]: undefined }),
    /** Takes over whole texts: from an imported file. */
    take: (texts: Files) => {
      setBefore(edits);
      replace(
        Object.fromEntries(
          Object.entries(texts).map(([path, text]) => [
            path,
            toEdit(path, text),
          ]),
        ),
      );
    },
    /** Makes everything what the chapter has. */
    reset: () => {
      setBefore(edits);
      replace(
        Object.fromEntries(Object.keys(edits).map((path) => [path, undefined])),
      );
    },
    /** Whether a reset or an import can be taken back. */
    canUndo: before !== undefined,
    undo: () => {
      const gone = Object.keys(edits).map((path) => [path, undefined] as const);
      replace({ ...Object.fromEntries(gone), ...before });
      setBefore(undefined);
    },
  };
}

function textsOf(entries: [string, { text: string }][]): Files {
  return Object.fromEntries(entries.map(([path, { text }]) => [path, text]));
}
