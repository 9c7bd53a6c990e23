import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { createTestDatabase } from './test-database.ts';

test.for([undefined, '', 'sqlite:data.sqlite', 'mysql://localhost/posts'])(
  'tests on PostgreSQL do not begin with the DATABASE_URL %s',
  async (url) => {
    await expect(createTestDatabase(url)).rejects.toThrow('DATABASE_URL');
  },
);

const server = inject('databaseUrl');

/** The names of the databases of `server` that are called `name`: one or none. */
async function databases(name: string) {
  const client = new pg.Client(server);
  await client.connect();
  const text = 'SELECT datname FROM pg_database WHERE datname = $1';
  const { rows } = await client.query<{ datname: string }>(text, [name]);
  await client.end();
  return rows.map(({ datname }) => datname);
}

if (server) {
  test('a test database is there until it is dropped', async () => {
    const { name, drop } = await createTestDatabase(server);
    expect(await databases(name)).toEqual([name]);

    await drop();

    expect(await databases(name)).toEqual([]);
  });
}
