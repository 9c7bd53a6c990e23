import { afterEach, expect, vi } from 'vitest';
import { test } from '../../tests/fixtures.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('GET /time tells the time of each request', async ({ visitor }) => {
  vi.setSystemTime('2030-01-01T12:00:00Z');
  const first = await visitor.get('/time');
  vi.setSystemTime('2030-01-01T12:00:05Z');
  const second = await visitor.get('/time');

  expect(first.body).toEqual({ now: '2030-01-01T12:00:00.000Z' });
  expect(second.body).toEqual({ now: '2030-01-01T12:00:05.000Z' });
});
