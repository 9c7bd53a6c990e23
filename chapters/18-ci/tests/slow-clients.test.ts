import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { startApi } from './real-server.ts';
import { readAnswer, talk } from './sockets.ts';

const impatient = { headersTimeoutMs: 200, requestTimeoutMs: 400 };
const timeout = 20_000;

const get = 'GET /posts HTTP/1.1\r\nHost: x\r\n';
const post = `POST /posts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;

/** What a slow client sends at once, and what it then sends again and again. */
const slow: [what: string, bytes: string, piece: string][] = [
  ['sends nothing', '', ''],
  ['stops within its headers', get, ''],
  ['sends header after header', get, 'X-A: b\r\n'],
  ['stops within its body', `${post}Content-Length: 9\r\n\r\n{`, ''],
  ['sends a body byte by byte', `${post}Content-Length: 9999\r\n\r\n{`, ' '],
  [
    'sends chunk after chunk',
    `${post}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
    '1\r\n \r\n',
  ],
  [
    'sends without end',
    `${post}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
    `4000\r\n${' '.repeat(0x4000)}\r\n`,
  ],
];

test.for(slow)(
  'a client that %s is answered 408 and cut off',
  { timeout },
  async ([, bytes, piece], { settings }) => {
    const { url } = await startApi({ ...settings, ...impatient });

    const { status, head, body } = readAnswer(await talk(url, bytes, piece));

    expect(status).toBe(408);
    expect(head).toContain('\r\nConnection: close\r\n');
    expect(body).toMatchObject({ success: false, error: 408 });
  },
);

test(
  'fifty others notice nothing of slow clients',
  { timeout },
  async ({ settings }) => {
    const { url } = await startApi({
      ...settings,
      headersTimeoutMs: 500,
      requestTimeoutMs: 1_000,
      rateLimit: 1_000_000,
    });
    let areOpen = true;
    const cut = Promise.all(
      slow.map(([, bytes, piece]) => talk(url, bytes, piece)),
    ).finally(() => (areOpen = false));

    const others = Array.from({ length: 50 }, async () => {
      const statuses = new Set<number>();
      while (areOpen) {
        statuses.add((await fetch(`${url}/posts`)).status);
        await setTimeout(50);
      }
      return [...statuses];
    });

    expect(await Promise.all(others)).toEqual(others.map(() => [200]));
    const statuses = (await cut).map((said) => readAnswer(said).status);
    expect(statuses).toEqual(slow.map(() => 408));
  },
);

test(
  'a body that was refused, and goes on, is cut off',
  { timeout },
  async ({ settings }) => {
    const { url } = await startApi({ ...settings, ...impatient });
    const bytes = `${post}Content-Length: 999999\r\n\r\n{`;

    const said = await talk(url, bytes, ' ');

    expect(said).toMatch(/^HTTP\/1\.1 413 /);
  },
);
