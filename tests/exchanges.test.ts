import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { exchange, type Exchanges, settle } from '../shared/src/exchanges.ts';
import { readRequests } from '../shared/src/requests.ts';

const file = `@baseUrl = http://localhost:3000

### Create a post
# @name createPost
POST {{baseUrl}}/posts
Content-Type: application/json

{ "title": "Hello" }

### Read it
# a remark
# @name readPost
# @on before
GET {{baseUrl}}{{createPost.response.headers.Location}}?id={{createPost.response.body.$.id}}
`;

test('requests.http is read with names, targets, headers and bodies', () => {
  const { variables, requests } = readRequests(file, 'requests.http');

  expect(variables).toEqual({ baseUrl: 'http://localhost:3000' });
  expect(requests).toMatchObject([
    {
      name: 'createPost',
      title: 'Create a post',
      on: 'here',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{ "title": "Hello" }',
      line: 3,
    },
    { name: 'readPost', on: 'before', method: 'GET', body: '', line: 10 },
  ]);
});

test.for([
  [
    'a request without a name',
    '### A\nGET {{baseUrl}}/',
    'x.http:1: the request has no name. Write "# @name camelCase" under its title.',
  ],
  [
    'a name that is taken',
    '### A\n# @name a\nGET {{baseUrl}}/\n### B\n# @name a\nGET {{baseUrl}}/',
    'x.http:4: the name a is taken.',
  ],
  [
    'an unknown target',
    '### A\n# @name a\n# @on moon\nGET {{baseUrl}}/',
    '"@on moon" is not known. Use before, bug or unsafe',
  ],
  ['no request line', '### A\n# @name a\n', 'there is no request line.'],
  [
    'a body without an empty line',
    '### A\n# @name a\nPOST {{baseUrl}}/\n{}',
    '"{}" is not a header. Put an empty line before the body.',
  ],
] as const)('requests.http with %s is one clear line', ([, text, message]) => {
  expect(() => readRequests(text, 'x.http')).toThrow(message);
});

test('requests are sent as written and may refer to earlier answers', async () => {
  const seen: string[] = [];
  const server = createServer((req, res) => {
    seen.push(`${req.method} ${req.url}`);
    res.writeHead(201, {
      Location: '/posts/7',
      'Content-Type': 'application/json',
      Date: 'x',
    });
    res.end('{"id":7}');
  }).listen(0);
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const done = await exchange(readRequests(file, ''), {
    here: url,
    before: url,
  });

  expect(seen).toEqual(['POST /posts', 'GET /posts/7?id=7']);
  expect(done['createPost']?.response).toEqual({
    status: 201,
    reason: 'Created',
    headers: { location: '/posts/7', 'content-type': 'application/json' },
    body: { id: 7 },
  });
});

test('a reference to nothing is one clear line', async () => {
  const requests = readRequests(
    '### A\n# @name a\nGET {{baseUrl}}/{{b.response.body.id}}',
    '',
  );

  await expect(
    exchange(requests, { here: 'http://127.0.0.1:1' }),
  ).rejects.toThrow('{{b.response.body.id}} refers to nothing.');
});

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
const recording = (body: Record<string, unknown>[]): Exchanges =>
  Object.fromEntries(
    body.map((body, index) => [
      `r${index}`,
      {
        on: 'here',
        request: { method: 'GET', path: '/', headers: {}, body: '' },
        response: { status: 200, reason: 'OK', headers: {}, body },
      },
    ]),
  );

test('a recording keeps dates and ids that only changed value', () => {
  const old = recording([{ createdAt: at(1) }, { createdAt: at(1) }]);
  const now = recording([{ createdAt: at(5) }, { createdAt: at(5) }]);

  expect(settle(old, now)).toEqual({ exchanges: old, changed: [] });
});

test('a recording keeps a password hash that only changed value', () => {
  const hash = (letter: string) => `$2b$04$${letter.repeat(53)}`;
  const old = recording([{ passwordHash: hash('a') }]);
  const now = recording([{ passwordHash: hash('b') }]);

  expect(settle(old, now)).toEqual({ exchanges: old, changed: [] });
});

test('one changed field is a changed exchange, and its dates still agree with the others', () => {
  const old = recording([
    { createdAt: at(1) },
    { createdAt: at(1), title: 'a' },
  ]);
  const now = recording([
    { createdAt: at(5) },
    { createdAt: at(5), title: 'b' },
  ]);

  expect(settle(old, now)).toEqual({
    exchanges: recording([
      { createdAt: at(1) },
      { createdAt: at(1), title: 'b' },
    ]),
    changed: ['r1'],
  });
});

test('dates that were equal and are not any more are a change', () => {
  const old = recording([{ createdAt: at(1), updatedAt: at(1) }]);
  const now = recording([{ createdAt: at(5), updatedAt: at(6) }]);

  expect(settle(old, now).changed).toEqual(['r0']);
});

test('a recording keeps how much of a minute was left, and not another Retry-After', () => {
  const after = (...seconds: string[]) =>
    recording(seconds.map((second) => ({ 'retry-after': second })));

  const old = after('60', '60', '5');
  expect(settle(old, after('60', '59', '5')).changed).toEqual([]);
  expect(settle(old, after('60', '60', '6')).changed).toEqual(['r2']);
  expect(settle(old, after('60', '600', '5')).changed).toEqual(['r1']);
});

test('an exchange that is gone is a change', () => {
  expect(settle(recording([{}, {}]), recording([{}])).changed).toEqual(['r1']);
});
