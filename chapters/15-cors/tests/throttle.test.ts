import { expect, onTestFinished, vi } from 'vitest';
import { createThrottle } from '../src/auth/throttle.ts';
import { test } from './fixtures.ts';

const email = 'alice@example.com';
const wrong = { email, password: 'x' };
const right = { email, password: 'correct horse battery' };

/** How many of `count` tries are let through, each from the address that `addressOf` gives. */
async function triesOf(count: number, addressOf: (count: number) => string) {
  const begin = createThrottle();
  const tries = Array.from({ length: count }, (_, index) =>
    begin(email, addressOf(index)).then(
      () => 1,
      () => 0,
    ),
  );
  const passed: number[] = await Promise.all(tries);
  return passed.reduce((sum, one) => sum + one, 0);
}

test('the sixth wrong password in a row answers 429', async ({
  visitor,
  alice,
}) => {
  for (let count = 0; count < 5; count += 1)
    await visitor.post('/auth/login').send(wrong);

  const response = await visitor.post('/auth/login').send(right);

  expect(response.status).toBe(429);
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(900);
  expect((await alice.get('/users/me')).status).toBe(200);
});

test('tries at once count like tries in a row', async ({ visitor }) => {
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => visitor.post('/auth/login').send(wrong)),
  );

  const statuses = responses.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(15);
});

test('a login that succeeds takes its tries back', async ({
  visitor,
  alice,
}) => {
  expect((await alice.get('/users/me')).status).toBe(200);

  for (let count = 0; count < 60; count += 1) {
    const response = await visitor.post('/auth/login').send(right);
    expect(response.status).toBe(200);
  }
});

test('one address tries fifty times, whatever the accounts', async () => {
  const begin = createThrottle();
  for (let count = 0; count < 50; count += 1)
    await begin(`user${count}@example.com`, '192.0.2.1');

  await expect(begin('other@example.com', '192.0.2.1')).rejects.toThrow();
});

test('one account is tried a hundred times, whatever the addresses', async () => {
  expect(await triesOf(150, (count) => `192.0.2.${count}`)).toBe(100);
});

test('others never lock the owner out of a known address', async () => {
  const begin = createThrottle();
  const attempt = await begin(email, '198.51.100.7');
  await attempt.succeed();
  for (let count = 0; count < 100; count += 1)
    await begin(email, `192.0.2.${count}`);

  await expect(begin(email, '203.0.113.9')).rejects.toThrow();
  await expect(begin(email, '198.51.100.7')).resolves.toBeDefined();
});

test('a quarter of an hour later all is forgotten', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const begin = createThrottle();
  for (let count = 0; count < 5; count += 1) await begin(email, '192.0.2.1');
  await expect(begin(email, '192.0.2.1')).rejects.toThrow();

  vi.advanceTimersByTime(15 * 60 * 1000 + 1);

  await expect(begin(email, '192.0.2.1')).resolves.toBeDefined();
});
