import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { startApi } from './real-server.ts';
import { readAnswer, talk } from './sockets.ts';

const get = 'GET / HTTP/1.1\r\nHost: x\r\n';
const post = 'POST /posts HTTP/1.1\r\nHost: x\r\n';
const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));

test.for([
  ['no request at all', 'hello\r\n\r\n', 400],
  ['an unknown method', 'FETCH / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['an unknown version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', 400],
  ['a header without a colon', `${get}colon\r\n\r\n`, 400],
  ['a negative length', `${post}Content-Length: -1\r\n\r\n`, 400],
  ['two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
  [
    'a length and chunks',
    `${post}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    400,
  ],
  ['a header of 20 KiB', `${get}X-A: ${'a'.repeat(20_480)}\r\n\r\n`, 431],
  ['many small headers', `${get}${'X-A: 0123456789\r\n'.repeat(1_500)}`, 431],
  ['a path of 20 KiB', `GET /${'a'.repeat(20_480)} HTTP/1.1\r\n`, 431],
  [
    'an extension of 20 KiB to a chunk',
    `${post}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1;a=${'a'.repeat(20_480)}\r\n`,
    413,
  ],
] as const)(
  '%s is answered as every error',
  async ([, bytes, status], { settings }) => {
    const { url } = await startApi(settings);

    const answer = readAnswer(await talk(url, bytes, ''));

    expect(answer.status).toBe(status);
    expect(answer.head).toContain('\r\nConnection: close\r\n');
    expect(answer.head).toContain('\r\nx-content-type-options: nosniff\r\n');
    expect(answer.body).toEqual({
      success: false,
      error: status,
      message: expect.stringMatching(/\.$/) as string,
      requestId: /X-Request-Id: (.+)/.exec(answer.head)?.[1],
    });
  },
);

test('100 KiB that unpack to 100 MiB answer 413', async ({ alice }) => {
  const response = await alice
    .post('/posts')
    .set({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
    .serialize((body) => body as string)
    .send(bomb);

  expect(bomb.length).toBeLessThan(102_400);
  expect(response.status).toBe(413);
});

test('a form that unpacks to 100 MiB answers 413', async ({ visitor }) => {
  const response = await visitor
    .post('/auth/token')
    .type('form')
    .set('Content-Encoding', 'gzip')
    .serialize((body) => body as string)
    .send(bomb);

  expect(response.status).toBe(413);
});
