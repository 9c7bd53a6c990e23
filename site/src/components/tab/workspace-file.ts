import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { RunPage } from '../../../kit/types.ts';
import type { Files } from '../../../tab/tab.ts';
import { isPath } from './edits.ts';

type Chapter = RunPage['chapter'];

/** The largest archive that is read, and the largest text in it. */
const largest = { archive: 20_000_000, text: 500_000 };

const stateFile = '.ground-up.json';

/**
 * A workspace as a zip: the reader's files, and what tells the kit which chapter they are of. The kit's `check` makes the
 * unpacked folder a workspace like those of its `start`.
 */
export function packWorkspace(chapter: Chapter, files: Files): Uint8Array {
  const state = {
    ...{ kit: '', version: '', chapter: chapter.number, slug: chapter.slug },
    ...{ start: null, verified: {}, hints: {} },
  };
  const texts: Files = {
    ...files,
    [stateFile]: `${JSON.stringify(state, null, 2)}\n`,
    'READ-ME.txt': readMe(chapter),
  };
  const folder = folderOf(chapter);
  return zipSync(
    Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [
        `${folder}/${path}`,
        strToU8(text),
      ]),
    ),
  );
}

/** The folder in the zip, and the zip's name without its ending. */
export function folderOf({ slug }: Chapter): string {
  return `ground-up-${slug}`;
}

/**
 * The files of a zipped workspace that belong to a chapter's code. Throws an error with a sentence for the reader when it
 * is none, or one of another chapter.
 */
export function unpackWorkspace(
  archive: Uint8Array,
  chapter: Chapter,
  known: string[],
): Files {
  if (archive.length > largest.archive)
    throw new Error('This file is too large to be a workspace.');

  const entries = unzip(archive);
  const state = Object.keys(entries).find(
    (path) => path === stateFile || path.endsWith(`/${stateFile}`),
  );
  if (!state)
    throw new Error(
      `This zip holds no workspace: there is no ${stateFile} in it.`,
    );
  const owner = ownerOf(strFromU8(entries[state] ?? new Uint8Array()));
  if (owner !== chapter.number && owner !== chapter.slug)
    throw new Error(
      `This workspace is of chapter ${owner || '?'}, and this page is of ${chapter.number}. Open it there.`,
    );

  const folder = state.slice(0, -stateFile.length);
  const files = Object.entries(entries).flatMap(([entry, bytes]) => {
    const path = entry.slice(folder.length);
    const isOwn = /^(src|tests)\//.test(path) || known.includes(path);
    return entry.startsWith(folder) && isPath(path) && isOwn && bytes.length > 0
      ? [[path, strFromU8(bytes).replaceAll('\r\n', '\n')] as const]
      : [];
  });
  if (files.length === 0) throw new Error('This workspace holds no code.');
  return Object.fromEntries(files);
}

function unzip(archive: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(archive, {
      filter: ({ name, originalSize }) =>
        originalSize <= largest.text && !name.includes('node_modules/'),
    });
  } catch {
    throw new Error('This file is no zip, or it is damaged.');
  }
}

function ownerOf(text: string): string {
  try {
    const { chapter, slug } = JSON.parse(text) as Record<string, unknown>;
    return String(slug ?? chapter ?? '');
  } catch {
    return '';
  }
}

function readMe({ number, title }: Chapter): string {
  return `Your code of chapter ${number}, ${title}, from the page on which it runs.

On its own it needs Node.js 20.19 or later:

    npm install
    npm start

As a workspace of the kit it is checked, goes on to the next chapter, and gets hints. Put this folder beside the kit's,
and call the kit's check in it; where the kit's folder is ../ground-up:

    node ../ground-up/shared/bin/ground-up.js check

From then on npm run check does it. To go on in the page, zip this folder and import it there.
`;
}
