import { expect, onTestFinished, test, vi } from 'vitest';
import { networkOf } from '../src/auth/network.ts';
import { createThrottle } from '../src/auth/throttle.ts';

const email = 'alice@example.com';

test.for([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['2001:db8::2:3', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['unknown', 'unknown'],
] as const)('who stands behind %s is %s', ([address, network]) => {
  expect(networkOf(address)).toBe(network);
});

test('another address of the same IPv6 network is no new one', async () => {
  const begin = createThrottle();
  for (let count = 0; count < 5; count += 1)
    await begin(email, `2001:db8:1:2::${count}`);

  await expect(begin(email, '2001:db8:1:2:ffff::9')).rejects.toThrow();
  await expect(begin(email, '2001:db8:1:3::9')).resolves.toBeDefined();
});

test('what an address may not try is not remembered', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const begin = createThrottle();
  for (let count = 0; count < 50; count += 1)
    await begin(`user${count}@example.com`, '192.0.2.1');
  vi.advanceTimersByTime(10 * 60 * 1000);
  for (let count = 0; count < 5; count += 1)
    await expect(begin(email, '192.0.2.1')).rejects.toThrow();

  vi.advanceTimersByTime(6 * 60 * 1000);

  await expect(begin(email, '192.0.2.1')).resolves.toBeDefined();
});
