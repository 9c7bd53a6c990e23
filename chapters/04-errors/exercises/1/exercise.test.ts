import { expect, onTestFinished, vi } from 'vitest';
import { test } from '../../tests/fixtures.ts';

function catchLog() {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  return log;
}

test.for([
  ['get', '/health', 200],
  ['get', '/nowhere?a=b', 404],
  ['delete', '/posts', 405],
  ['get', '/posts/x%0Ay', 422],
] as const)(
  '%s %s is logged with %i',
  async ([method, url, status], { visitor }) => {
    const log = catchLog();

    const response = await visitor[method](url);

    const lines = log.mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      requestId: response.headers['x-request-id'],
      method: method.toUpperCase(),
      url,
      status,
      ms: expect.any(Number) as number,
    });
  },
);

test('a refused body is logged', async ({ alice }) => {
  const log = catchLog();

  await alice.post('/posts').type('text/plain').send('Hello');

  expect(log).toHaveBeenCalledOnce();
  expect(log.mock.lastCall?.[0]).toContain('"status":415');
});
