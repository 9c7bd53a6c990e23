import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { runCommand } from '../src/migrate/commands.ts';
import type { Define } from '../src/migrate/drift.ts';
import { withMigrations } from '../src/migrate/run.ts';
import { defineModels } from '../src/models.ts';
import { test } from './fixtures.ts';
import { migrationFolder } from './migration-folder.ts';
import { flag, mail, postId, text, time, uuid, withNotes } from './models.ts';
import { dumpWithoutSpace } from './schema-dump.ts';

const indexes = [{ name: 'notes_text', fields: ['text'] }];
const unique = [{ name: 'notes_text', fields: ['text'], unique: true }];
const number = { type: postId.type };
const twoKeys = { ...postId, primaryKey: true };

const kinds: [string, Define, Define, string?][] = [
  [
    'a table',
    defineModels,
    withNotes({ text, flag, time, postId }, { indexes }),
  ],
  ['a uuid table', defineModels, withNotes({ id: uuid, mail })],
  ['two keys', defineModels, withNotes({ id: uuid, postId: twoKeys })],
  ['a column', withNotes({}), withNotes({ text })],
  ['a column with a default', withNotes({}), withNotes({ flag })],
  ['a column with a key', withNotes({}), withNotes({ postId })],
  ['an index', withNotes({ text }), withNotes({ text }, { indexes })],
  ['a unique', withNotes({ text }), withNotes({ text }, { indexes: unique })],
  ['a column with its index', withNotes({}), withNotes({ text }, { indexes })],
  ...(inject('databaseUrl')
    ? [
        ['a key', withNotes({ postId: number }), withNotes({ postId })] as [
          string,
          Define,
          Define,
        ],
      ]
    : []),
];

const bothWays = kinds.flatMap(([kind, less, more]) => [
  [`${kind} that comes`, less, more] as const,
  [`${kind} that goes`, more, less] as const,
]);

test.for(bothWays)(
  'generate writes %s, there and back',
  async ([, before, after], { settings }) => {
    const folder = await migrationFolder();
    const run = (define: Define, ...words: string[]) =>
      runCommand(words, { settings, folder, define });
    const dumped = () => withMigrations(settings, dumpWithoutSpace, folder);
    await run(before, 'up');
    if (before !== defineModels) await run(before, 'generate', 'before');
    await run(before, 'up');
    const old = await dumped();

    await run(after, 'generate', 'after');
    const [applied = ''] = await run(after, 'up');

    expect(await run(after, 'check')).toHaveLength(1);
    const young = await dumped();
    await run(before, 'down');
    expect(await dumped()).toEqual(old);
    expect(await run(before, 'check').catch(String)).toContain(
      applied.slice(8),
    );
    await run(after, 'up');
    expect(await dumped()).toEqual(young);
  },
);

test('generate names a key after its two tables', async ({ settings }) => {
  const folder = await migrationFolder();
  await runCommand(['up'], { settings, folder });

  const [line = ''] = await runCommand(['generate', 'notes'], {
    settings,
    folder,
    define: withNotes({ postId, flag }),
  });

  const [name = ''] = /\d+-notes\.ts/.exec(line) ?? [];
  const file = await readFile(join(folder, name), 'utf8');
  expect(file).toContain(
    'CONSTRAINT notes_posts_fkey REFERENCES posts(id) ON DELETE CASCADE',
  );
  expect(file).toContain('flag ${types.boolean} NOT NULL DEFAULT true');
});
