/** A file that a reader has changed or added. */
export interface Edit {
  /** The hash of the chapter's file that was changed; empty for a file that the chapter does not have. */
  base: string;
  text: string;
}

/** By path. */
export type Edits = Record<string, Edit>;

/** The longest path and text that are kept: whatever is longer is no source file. */
const longest = { path: 200, text: 500_000 };

/** Where this browser keeps what was changed in a chapter, or in one of its tasks: by the chapter's slug, which stays. */
export function keyOf(slug: string, task: string): string {
  return `ground-up.run/${slug}/${task}`;
}

/** What is kept under a key; nothing where there is nothing, or where the browser keeps nothing. */
export function loadEdits(key: string): Edits {
  try {
    return readEdits(localStorage.getItem(key));
  } catch {
    return {};
  }
}

/**
 * Keeps the changes of some files (undefined: no change any more) beside those that another window has kept. Gives
 * whether the browser does keep them: private windows and strict settings may not.
 */
export function saveEdits(
  key: string,
  changes: Record<string, Edit | undefined>,
): boolean {
  const all = Object.entries({ ...loadEdits(key), ...changes });
  const kept = all.filter(([, edit]) => edit !== undefined);
  try {
    if (kept.length === 0) localStorage.removeItem(key);
    else
      localStorage.setItem(
        key,
        JSON.stringify({ version: 1, files: Object.fromEntries(kept) }),
      );
    return true;
  } catch {
    return false;
  }
}

/** What was stored, without whatever in it is damaged. Never throws: a page must not break by what a browser keeps. */
export function readEdits(text: string | null): Edits {
  try {
    const { version, files } = JSON.parse(text ?? '') as Record<
      string,
      unknown
    >;
    if (version !== 1 || typeof files !== 'object' || !files) return {};
    return Object.fromEntries(
      Object.entries(files as Record<string, unknown>).flatMap(
        ([path, edit]) => (isPath(path) && isEdit(edit) ? [[path, edit]] : []),
      ),
    );
  } catch {
    return {};
  }
}

/** Whether this is the path of a file inside a chapter: `src/posts/routes.ts`. */
export function isPath(path: string): boolean {
  const parts = path.split('/');
  return (
    path.length <= longest.path &&
    parts.every((part) => /^[\w.-]+$/.test(part) && !/^\.+$/.test(part)) &&
    !parts.some((part) => ['__proto__', 'node_modules', '.git'].includes(part))
  );
}

function isEdit(value: unknown): value is Edit {
  if (typeof value !== 'object' || value === null) return false;
  const { base, text } = value as Record<string, unknown>;
  return (
    typeof base === 'string' &&
    typeof text === 'string' &&
    text.length <= longest.text
  );
}
