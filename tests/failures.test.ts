import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isInstalled } from '../shared/bin/postgres/install.js';
import { type Chapter, listChapters } from '../shared/src/chapters.ts';
import { Client } from './contract/client.ts';
import { logInFor } from './contract/people.ts';
import { suitesUpTo } from './contract/suites.ts';
import { ask, type Asked, type Ended, startLoad } from './support/load.ts';
import {
  activity,
  connect,
  type OwnPostgres,
  ownPostgres,
} from './support/own-postgres.ts';
import { type RealApi, startApi } from './support/real-api.ts';

/** The chapter that promises all this, and the newest one. */
const promising = listChapters().filter(({ manifest: { features } }) =>
  features.includes('lifecycle'),
);
const newest = listChapters().at(-1);
if (!newest) throw new Error('There is no chapter.');
const chapters = [
  ...promising.filter(({ name }) => name !== newest.name),
  newest,
];

const settings = { POOL_SIZE: '4', GRACE_MS: '5000' };
const post = { title: 'Hello', content: 'My first post', published: true };

/** An API that holds a post, and what its clients keep asking: as somebody logged in, where there is a login. */
type Busy = RealApi & { requests: Asked[] };

async function startBusy(chapter: Chapter, database: string): Promise<Busy> {
  const api = await startApi(chapter.dir, {
    ...settings,
    DATABASE_URL: database,
  });
  const logIn = logInFor(suitesUpTo(chapter, listChapters()));
  const headers = await logIn(new Client({ url: api.url }), 'alice');

  const write = { method: 'POST', path: '/posts', body: post, headers };
  await ask(api.url, write);
  const requests: Asked[] = [
    { path: '/posts/1' },
    write,
    { ...write, method: 'PATCH', path: '/posts/1', body: { title: 'Bye' } },
    { path: '/health/ready' },
    { ...write, method: 'PUT', path: '/posts/1' },
  ];
  return { ...api, requests };
}

describe.runIf(isInstalled())('on PostgreSQL', () => {
  let postgres: OwnPostgres;
  beforeAll(async () => {
    postgres = await ownPostgres();
  });
  afterAll(() => postgres.close());

  describe.each(chapters)('$name', (chapter) => {
    let url: string;
    let api: Busy;
    beforeAll(async () => {
      url = await postgres.create(chapter.name);
      api = await startBusy(chapter, url);
    });
    afterAll(() => void api.child.kill('SIGKILL'));

    test.for(['fast', 'immediate'] as const)(
      'requests survive a stop of the database (%s), which comes back',
      async (mode) => {
        const load = startLoad(api.url, 10, api.requests);
        await lockPosts(url);
        await inUse(url, 'active', 4);

        await postgres.stop(mode);
        await until(() =>
          expect(load.ended.filter(is503).length).toBeGreaterThan(20),
        );
        const live = await ask(api.url, { path: '/health/live' });
        const ready = await ask(api.url, { path: '/health/ready' });
        await postgres.start();
        const back = await askAll(api);

        expect(live.status).toBe(200);
        expect(ready).toMatchObject({ status: 503, retryAfter: '5' });
        expect(back).toEqual([200, 201, 200, 200, 200]);
        const ended = await load.finish();
        expect(ended.filter((end) => !isAnswer(end))).toEqual([]);
        await inUse(url, 'idle');
        expect(api.child.exitCode).toBeNull();
        expect(api.errors().filter((line) => !isExpected(line))).toEqual([]);
      },
    );

    if (chapter === newest) {
      test('a thousand aborted requests leave no connection in use', async () => {
        for (let count = 0; count < 1000; count += 50) await abortFifty(api);

        await inUse(url, 'idle');
        const lock = await lockPosts(url);
        const waiting = askAll(api);
        await inUse(url, 'active', 4);
        await lock.end();
        expect(await waiting).toEqual([200, 201, 200, 200, 200]);
      });
    }

    endsInOrder(() => api);
  });
});

describe(`${newest.name} on SQLite`, () => {
  let api: Busy;
  const folder = mkdtempSync(join(tmpdir(), 'ground-up-'));
  beforeAll(async () => {
    api = await startBusy(newest, `sqlite:${join(folder, 'data.sqlite')}`);
  });
  afterAll(async () => {
    api.child.kill('SIGKILL');
    await api.exit;
    rmSync(folder, { recursive: true });
  });

  endsInOrder(() => api);
});

/** The last test of an API: it ends it. On Windows a signal ends a process at once. */
function endsInOrder(api: () => Busy) {
  test.skipIf(process.platform === 'win32')(
    'SIGTERM under load loses no request',
    async () => {
      const { url, child, exit, errors, requests } = api();
      const slow = await askSlowly(api());
      const load = startLoad(url, 12, requests);
      await until(() => expect(load.ended.length).toBeGreaterThan(50));

      child.kill('SIGTERM');
      const begin = performance.now();
      await sleep(500);
      const isWhole = await slow.readOn();
      await load.refused();

      expect(isWhole).toBe(true);
      expect(await exit).toEqual([0, null]);
      expect(performance.now() - begin).toBeLessThan(5000);
      const lost = load.ended.filter(
        (end) => !isAnswer(end) && end.error !== 'ECONNREFUSED',
      );
      expect(lost).toEqual([]);
      expect(load.ended.filter(({ error }) => error)).toHaveLength(12);
      expect(errors().filter((line) => !isExpected(line))).toEqual([]);
    },
  );
}

function is503({ status, retryAfter }: Ended) {
  return status === 503 && retryAfter === '5';
}

function isAnswer(end: Ended) {
  return end.status === 200 || end.status === 201 || is503(end);
}

/** Whether the API has logged that line, or Sequelize, which says so when it cannot roll back on a lost connection. */
function isExpected(line: string) {
  return (
    line.startsWith('{"level":"error",') || line.startsWith('Rolling back')
  );
}

async function askAll({ url, requests }: Busy) {
  const ended = await Promise.all(requests.map((asked) => ask(url, asked)));
  return ended.map(({ status, error }) => status ?? error);
}

/** Everybody else waits for posts until the connection ends. */
async function lockPosts(url: string) {
  const client = await connect(url);
  await client.query('BEGIN; LOCK TABLE posts');
  return client;
}

/** Resolves when all connections of the API are in `state`, or `count` of them. */
function inUse(url: string, state: string, count?: number) {
  return until(async () => {
    const { [state]: found, ...others } = await activity(url);
    if (count === undefined) expect(others).toEqual({});
    else expect(found).toBe(count);
  });
}

function until(holds: () => unknown) {
  return vi.waitFor(holds, { timeout: 10_000, interval: 20 });
}

/** Fifty clients that go away: at once or a little later, some before they have sent their whole body. */
async function abortFifty({ url, requests }: Busy) {
  const { hostname, port } = new URL(url);
  const clients = Array.from({ length: 50 }, async (_, count) => {
    const asked = requests[count % 5];
    const { method = 'GET', path = '', body, headers: own = {} } = asked ?? {};
    const text = JSON.stringify(body ?? '');
    const lines = Object.entries(own).map((line) => `${line.join(': ')}\r\n`);
    const socket = connectSocket(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const headers = `${method} ${path} HTTP/1.1\r\nHost: api\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n${lines.join('')}\r\n`;
    socket.write(headers + (count % 7 === 0 ? text.slice(1) : text));
    await sleep(count % 10);
    socket.destroy();
  });
  await Promise.all(clients);
}

/** Asks for an answer of several megabytes, which is more than is ever on its way, and reads it only when told. */
async function askSlowly({ url, requests }: Busy) {
  const long = { ...post, content: '\u0001'.repeat(10_000) };
  const write = { path: '', ...requests[1], body: long };
  await Promise.all(Array.from({ length: 100 }, () => ask(url, write)));

  const { hostname, port } = new URL(url);
  const socket = connectSocket(Number(port), hostname);
  const closed = once(socket, 'close');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET /posts HTTP/1.1\r\nHost: api\r\n\r\n');
  await once(socket, 'readable');

  return {
    readOn: async () => {
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
      socket.resume();
      await closed;
      const length = /content-length: (\d+)/i.exec(text)?.[1];
      return text.length - text.indexOf('\r\n\r\n') - 4 === Number(length);
    },
  };
}
