import request from 'supertest';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readSettings } from '../../src/settings.ts';
import { test } from '../../tests/fixtures.ts';

test.for([
  ['loopback', [200, 200]],
  ['127.0.0.0/8, ::1', [200, 200]],
  ['10.0.0.0/8', [200, 429]],
  ['192.0.2.7', [200, 429]],
  ['0', [200, 429]],
  ['1', [200, 200]],
] as const)(
  'TRUST_PROXY=%s believes who stands there',
  async ([TRUST_PROXY, expected], { settings, database }) => {
    const read = () => readSettings({ TRUST_PROXY });
    expect(read).not.toThrow();
    const { trustProxy } = read();
    const proxy = request(
      createApp({ ...settings, trustProxy, rateLimit: 1 }, database),
    );
    const statuses = [];

    for (const address of ['198.51.100.1', '198.51.100.2'])
      statuses.push(
        (await proxy.get('/').set('X-Forwarded-For', address)).status,
      );

    expect(statuses).toEqual(expected);
  },
);

test.for([
  'true',
  '-1',
  '10',
  'proxy.example.com',
  '192.0.2',
  '192.0.2.0/33',
  '192.0.2.0/',
  '2001:db8::/129',
  'loopback,',
  'loopback nonsense',
])('TRUST_PROXY=%s is refused at the start', (TRUST_PROXY) => {
  expect(() => readSettings({ TRUST_PROXY })).toThrow(
    /^TRUST_PROXY: must [^\n]+\.$/,
  );
});
