import { expect } from 'vitest';
import { runCommand } from '../../src/migrate/commands.ts';
import { readParts } from '../../src/migrate/parts.ts';
import { withMigrations } from '../../src/migrate/run.ts';
import type { Settings } from '../../src/settings.ts';
import { test } from '../../tests/fixtures.ts';
import { hello, insertPost } from '../../tests/rows.ts';

async function indexesOf(settings: Settings) {
  const parts = await withMigrations(settings, readParts);
  return parts.filter(({ kind }) => kind === 'index').map(({ name }) => name);
}

test('a migration makes the index, and the model wants it', async ({
  settings,
}) => {
  await runCommand(['up'], { settings });

  expect(await indexesOf(settings)).toContain('posts_updated_at_id');
  expect(await runCommand(['check'], { settings })).toHaveLength(1);
});

test('down takes the index away, and leaves the posts', async ({
  database: { sql },
  settings,
}) => {
  await insertPost(sql, hello);

  const lines = await runCommand(['down'], { settings });

  expect(lines).toEqual([expect.stringMatching(/^undone 0003-/)]);
  expect(await indexesOf(settings)).not.toContain('posts_updated_at_id');
  expect(await sql('SELECT title FROM posts')).toEqual([{ title: 'Hello' }]);
});
