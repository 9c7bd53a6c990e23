import request from 'supertest';
import { expect } from 'vitest';
import { createApp } from '../src/app.ts';
import { test as base } from './fixtures.ts';

const wrong = { email: 'alice@example.com', password: 'x' };

/** The API with a limit of three, behind as many proxies. */
const test = base.extend('behind', ({ settings, database }) => {
  return (trustProxy: number) =>
    request(createApp({ ...settings, rateLimit: 3, trustProxy }, database));
});

test.for([
  ['X-Forwarded-For', '192.0.2.%'],
  ['X-Forwarded-For', '192.0.2.%, 127.0.0.1'],
  ['X-Forwarded-For', '127.0.0.1, 192.0.2.%'],
  ['Forwarded', 'for=192.0.2.%'],
  ['X-Real-IP', '192.0.2.%'],
  ['X-Client-IP', '192.0.2.%'],
  ['CF-Connecting-IP', '192.0.2.%'],
  ['Authorization', 'Bearer %'],
  ['User-Agent', 'browser %'],
] as const)('%s: %s evades no limit', async ([name, value], { behind }) => {
  const visitor = behind(0);

  const statuses = [];
  for (const count of ['1', '2', '3', '4'])
    statuses.push(
      (await visitor.get('/health').set(name, value.replace('%', count)))
        .status,
    );

  expect(statuses).toEqual([200, 200, 200, 429]);
});

test('behind a proxy, each of its clients has a limit', async ({ behind }) => {
  const proxy = behind(1);
  const ask = (address: string) =>
    proxy.get('/').set('X-Forwarded-For', address);
  for (let count = 0; count < 3; count += 1) await ask('192.0.2.1');

  const [used, fresh] = [await ask('192.0.2.1'), await ask('192.0.2.2')];

  expect([used.status, fresh.status]).toEqual([429, 200]);
});

test('a longer list evades no limit behind a proxy', async ({ behind }) => {
  const proxy = behind(1);
  const statuses = [];

  // What the client sends stands before what the proxy has seen.
  for (const forged of ['', '10.0.0.1, ', '10.0.0.2, 10.0.0.3, ', ', ,'])
    statuses.push(
      (await proxy.get('/').set('X-Forwarded-For', `${forged}192.0.2.1`))
        .status,
    );

  expect(statuses).toEqual([200, 200, 200, 429]);
});

test.for([
  ['no', 0, (count: number) => `192.0.2.${count}`],
  ['one', 1, (count: number) => `10.0.0.${count}, 192.0.2.1`],
] as const)(
  'behind %s proxy, a forged address evades no throttle of logins',
  async ([, trustProxy, addressOf], { settings, database }) => {
    const visitor = request(createApp({ ...settings, trustProxy }, database));
    const statuses = [];

    for (let count = 0; count < 6; count += 1)
      statuses.push(
        (
          await visitor
            .post('/auth/login')
            .set('X-Forwarded-For', addressOf(count))
            .send(wrong)
        ).status,
      );

    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  },
);

test('behind a proxy, guesses of one client throttle no other', async ({
  settings,
  database,
}) => {
  const proxy = request(createApp({ ...settings, trustProxy: 1 }, database));
  const guess = (address: string) =>
    proxy.post('/auth/login').set('X-Forwarded-For', address).send(wrong);
  for (let count = 0; count < 5; count += 1) await guess('192.0.2.1');

  const [used, fresh] = [await guess('192.0.2.1'), await guess('192.0.2.2')];

  expect([used.status, fresh.status]).toEqual([429, 401]);
});
