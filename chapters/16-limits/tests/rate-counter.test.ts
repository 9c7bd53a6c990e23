import { expect, onTestFinished, test, vi } from 'vitest';
import { createCounter } from '../src/rate-limit.ts';

test('a minute later a client may go on', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const count = createCounter(1);
  await count('192.0.2.1');
  await expect(count('192.0.2.1')).rejects.toMatchObject({
    status: 429,
    headers: { 'Retry-After': '60' },
  });

  vi.advanceTimersByTime(60_001);

  await expect(count('192.0.2.1')).resolves.toBeUndefined();
});

test('who goes on and on waits no longer than who stops', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const count = createCounter(1);
  await count('192.0.2.1');
  for (let second = 0; second < 60; second += 1) {
    await expect(count('192.0.2.1')).rejects.toThrow();
    vi.advanceTimersByTime(1_001);
  }

  await expect(count('192.0.2.1')).resolves.toBeUndefined();
});

test('another address of the same IPv6 network is no new client', async () => {
  const count = createCounter(1);
  await count('2001:db8:1:2::1');

  await expect(count('2001:db8:1:2:ffff::9')).rejects.toThrow();
  await expect(count('2001:db8:1:3::1')).resolves.toBeUndefined();
});

test('after ten thousand clients, those who are new share a counter', async () => {
  const count = createCounter(2);
  const come = (net: number) => count(`10.${net >> 16}.${net >> 8}.${net}`);
  for (let client = 0; client < 10_000; client += 1) await come(client);

  await come(10_000);
  await come(10_001);

  await expect(come(10_002)).rejects.toThrow();
  await expect(come(0)).resolves.toBeUndefined();
});
