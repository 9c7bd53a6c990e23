import { setTimeout } from 'node:timers/promises';
import request from 'supertest';
import { expect, onTestFinished, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Database } from '../../src/database.ts';
import type { Settings } from '../../src/settings.ts';
import { test } from '../../tests/fixtures.ts';

function catchLog() {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  return log;
}

/** A visitor of an API whose database needs `ms` milliseconds to answer. */
function visitorOf(settings: Settings, database: Database, ms: number) {
  const ping = () => setTimeout(ms);
  return request(createApp(settings, { ...database, ping }));
}

test('a database that hangs makes the API not ready', async ({
  settings,
  database,
}) => {
  catchLog();
  const visitor = visitorOf(settings, database, 1_200);

  const response = await visitor.get('/health/ready');

  expect(response.status).toBe(503);
  expect(response.headers['retry-after']).toBe('5');
  expect(response.text).not.toContain('500 ms');
});

test('the log says why', async ({ settings, database }) => {
  const log = catchLog();
  const visitor = visitorOf(settings, database, 1_200);

  const response = await visitor.get('/health/ready');

  expect(log).toHaveBeenCalledOnce();
  expect(JSON.parse(String(log.mock.lastCall?.[0]))).toMatchObject({
    requestId: response.headers['x-request-id'],
    cause: 'Error: No answer within 500 ms.',
  });
});

test('a database that takes its time is ready', async ({
  settings,
  database,
}) => {
  const visitor = visitorOf(settings, database, 100);

  const response = await visitor.get('/health/ready');

  expect(response.status).toBe(200);
});

test('a database that is gone makes the API not ready at once', async ({
  settings,
  database,
}) => {
  const log = catchLog();
  const ping = () => Promise.reject(new Error('gone'));
  const visitor = request(createApp(settings, { ...database, ping }));

  const response = await visitor.get('/health/ready');

  expect(response.status).toBe(503);
  expect(log.mock.lastCall?.[0]).toContain('Error: gone');
});

test('a check that is done leaves no timer behind', async ({
  settings,
  database,
}) => {
  const started = vi.spyOn(globalThis, 'setTimeout');
  const cleared = vi.spyOn(globalThis, 'clearTimeout');
  onTestFinished(() => void [started, cleared].map((spy) => spy.mockRestore()));
  const visitor = request(createApp(settings, database));

  await visitor.get('/health/ready');

  const index = started.mock.calls.findIndex(([, ms]) => ms === 500);
  const timer = started.mock.results[index]?.value as NodeJS.Timeout;
  expect(index).not.toBe(-1);
  expect(cleared).toHaveBeenCalledWith(timer);
});
