import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { boot } from '../shared/src/boot.ts';
import { findChapter, listChapters } from '../shared/src/chapters.ts';
import { crud } from './contract/crud.ts';
import { openSession, type Session } from './contract/suite.ts';

/** A server whose user may create databases; `npm test` says so where it is missing. */
const server = process.env.MARIADB_URL;

describe.runIf(server)('chapter 07 on MariaDB', () => {
  const name = `ground_up_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server ?? 'mariadb://localhost');
  url.pathname = `/${name}`;
  let api: Awaited<ReturnType<typeof boot>>;
  let session: Session;

  beforeAll(async () => {
    await run(`CREATE DATABASE ${name} CHARACTER SET latin1`);
    const { dir } = findChapter(listChapters(), '07');
    api = await boot(dir, { databaseUrl: url.href });
    session = await openSession(api.url);
  });
  afterAll(async () => {
    await api.close();
    await run(`DROP DATABASE ${name}`);
  });

  for (const check of crud.checks) {
    test(check.title, () => session.run(check));
  }
});

async function run(text: string) {
  const uri = new URL(server ?? '');
  uri.protocol = 'mysql:';
  const connection = await mysql.createConnection({ uri: uri.href });
  await connection.query(text);
  await connection.end();
}
