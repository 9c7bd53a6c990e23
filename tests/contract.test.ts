import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { provable } from '../shared/bin/proved.js';
import { findChapter, listChapters } from '../shared/src/chapters.ts';
import { run as verify } from '../shared/src/commands/verify.ts';
import { Client } from './contract/client.ts';
import { databasesOf } from './contract/databases.ts';
import { logInFor } from './contract/people.ts';
import {
  check,
  openSession,
  runAlone,
  type Session,
} from './contract/suite.ts';
import { suitesUpTo } from './contract/suites.ts';
import { startNodeHttp } from './servers/node-http.ts';
import { listen } from './support/listen.ts';
import { contractFiles, rememberWhenPassed } from './support/remember.ts';

const chapters = listChapters();

beforeAll(() => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  return () => log.mockRestore();
});

const places = chapters.flatMap((chapter) =>
  databasesOf(chapter).map((database) => ({ chapter, database })),
);

for (const { chapter, database } of places) {
  const promised = suitesUpTo(chapter, chapters);
  const title = `${chapter.name} ${database.where}`;
  const unit = provable(
    `contract of ${title}: ${promised.map(({ feature }) => feature).join()}`,
    [`chapters/${chapter.name}`, ...contractFiles, 'tests/contract.test.ts'],
    {
      about: {
        chapter: chapter.name,
        what: 'contract',
        where: database.where,
      },
    },
  );

  describe.skipIf(unit.isProved)(title, () => {
    rememberWhenPassed(unit);
    let server: Awaited<ReturnType<typeof database.serve>>;
    let session: Session;

    beforeAll(async () => {
      server = await database.serve(chapter.dir);
      session = await openSession(server.url, logInFor(promised));
    });
    afterAll(() => server.close());

    for (const { feature, checks, settings } of promised) {
      const serve = () => database.serve(chapter.dir, settings);
      for (const check of checks) {
        test(`${feature}: ${check.title}`, () =>
          settings
            ? runAlone(check, serve, logInFor(promised))
            : session.run(check));
      }
    }
  });
}

test('a chapter with a database is judged on SQLite and, where it is, PostgreSQL', () => {
  const wheres = (server: string) => {
    vi.stubEnv('GROUND_UP_POSTGRES', server);
    onTestFinished(() => void vi.unstubAllEnvs());
    return ['04', '05'].map((number) =>
      databasesOf(findChapter(chapters, number)).map(({ where }) => where),
    );
  };

  expect(wheres('')).toEqual([['in memory'], ['on SQLite']]);
  expect(wheres('postgres://127.0.0.1/')).toEqual([
    ['in memory'],
    ['on SQLite', 'on PostgreSQL'],
  ]);
});

describe('ground-up verify', () => {
  test('passes a server that is not ours', async () => {
    const lines = listen();
    const url = await serveNodeHttp();

    expect(await verify(['04', '--url', url])).toBe(0);

    expect(lines()).toMatch(/^hello\n {2}✓ GET \/ answers/);
    expect(lines()).toMatch(/\n\d{3} passed, 0 failed$/);
  });

  test.for([
    [
      'location',
      '02',
      /✗ POST \/posts says where the post is\n {6}POST \/posts \{"title":"Hello".*\}: expected a header Location, got 201 without it\./,
    ],
    [
      'blank',
      '03',
      /\n {6}POST \/posts \{"title":"",.*\}: expected status 422, got 201 \{"id"/,
    ],
    [
      'order',
      '04',
      /✗ PUT \/posts\/:missing .*\n {6}PUT \/posts\/\d+ \{\}: expected status 422, got 404 /,
    ],
  ] as const)('names the request that breaks %s', async (row) => {
    const [fault, chapter, expected] = row;
    const lines = listen();
    const url = await serveNodeHttp(fault);

    expect(await verify([chapter, '--url', url])).toBe(1);

    expect(lines()).toMatch(expected);
  });

  test.for([
    [[], 'Name a chapter, for example: ground-up verify 04'],
    [['04'], 'Say where the server is with --url'],
    [['04', '--url', 'localhost:1'], 'Write it in full, for example: http://'],
    [['99', '--url', 'http://localhost:1'], 'There is no chapter "99".'],
    [['04', '--url', 'http://192.0.2.1'], '192.0.2.1 is another machine'],
    [['04', '--url', 'http://localhost.evil.example'], 'add --yes.'],
  ] as const)('%j is refused', async ([argv, message]) => {
    await expect(verify([...argv])).rejects.toThrow(message);
  });

  test('says that nothing listens', async () => {
    const { url, close } = await startNodeHttp();
    await close();

    await expect(verify(['04', '--url', url])).rejects.toThrow(
      `Nothing listens at ${url}/. Start the server there, then try again.`,
    );
  });

  test('says that what listens is no web server', async () => {
    const url = await serve((req) => void req.socket.end('220 smtp\r\n'));

    await expect(verify(['04', '--url', url])).rejects.toThrow(
      `No web server answers at ${url}/. GET /: expected an answer, got none (`,
    );
  });
});

describe('the contract client', () => {
  test('waits as long as a 429 says', async () => {
    let count = 0;
    const url = await serve((req, res) => {
      count += 1;
      res.writeHead(count === 1 ? 429 : 200, { 'Retry-After': '0' }).end();
    });

    const answer = await new Client({ url }).get('/');

    expect(answer.status).toBe(200);
    expect(count).toBe(2);
  });

  test('hands a 429 on to whoever does not wait', async () => {
    const url = await serve((req, res) => {
      res.writeHead(429, { 'Retry-After': '7200' }).end();
    });

    const answer = await new Client({ url, waits: false }).get('/');

    expect(answer.status).toBe(429);
  });

  test('does not wait for hours', async () => {
    const url = await serve((req, res) => {
      res.writeHead(429, { 'Retry-After': '7200' }).end();
    });

    await expect(new Client({ url }).get('/posts')).rejects.toThrow(
      'GET /posts: expected an answer within 60 seconds of 429, got Retry-After: 7200.',
    );
  });

  test('does not wait for an answer for ever', async () => {
    const url = await serve(() => undefined);

    await expect(
      new Client({ url, timeout: 20 }).post('/posts', { title: 'Hello' }),
    ).rejects.toThrow(
      'POST /posts {"title":"Hello"}: expected an answer, got none within 0.02 seconds.',
    );
  });

  test('goes below the path of its address', async () => {
    const url = await serve((req, res) => {
      res.end(JSON.stringify({ url: req.url }));
    });

    const client = new Client({ url: `${url}/api/v1/` });

    const answer = await client.get('/posts');
    expect(answer.body).toEqual({ url: '/api/v1/posts' });
    expect(client.pathOf('/api/v1/posts/7', '/posts')).toBe('/posts/7');
    expect(client.pathOf('posts/7', '/posts')).toBe('/posts/7');
    expect(client.pathOf('http://x.example/posts/7', '/posts')).toBe(
      '/posts/7',
    );
  });
});

test('a session deletes what its checks created', async () => {
  const url = await serveNodeHttp();
  const session = await openSession(url);
  const create = check('POST /posts twice', async ({ alice, bob }) => {
    await alice.post('/posts', { title: 'One', content: 'x' });
    await bob.post('/posts', { title: 'Two', content: 'x' });
    const { body } = await alice.get('/posts');
    expect(body).toHaveLength(2);
  });

  await session.run(create);

  const { body } = await new Client({ url }).get('/posts');
  expect(body).toEqual([]);
});

test('a session sends what a login gave to alice and bob', async () => {
  const url = await serve((req, res) => {
    res.end(JSON.stringify(req.headers.authorization ?? 'nobody'));
  });
  const logIn = async (visitor: Client, name: string) => ({
    Authorization: `Bearer ${name} of ${visitor.url.port}`,
  });
  const session = await openSession(url, logIn);
  const seen: unknown[] = [];

  await session.run(
    check('GET / as everybody', async ({ visitor, alice, bob }) => {
      for (const client of [visitor, alice, bob]) {
        seen.push((await client.get('/')).body);
      }
    }),
  );

  const { port } = new URL(url);
  expect(seen).toEqual([
    'nobody',
    `Bearer alice of ${port}`,
    `Bearer bob of ${port}`,
  ]);
});

async function serveNodeHttp(...args: Parameters<typeof startNodeHttp>) {
  const { url, close } = await startNodeHttp(...args);
  onTestFinished(close);
  return url;
}

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
