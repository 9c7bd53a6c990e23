import express, { type RequestHandler } from 'express';
import request from 'supertest';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AuthError, tooManyRequests } from '../src/error-types.ts';
import { errorHandler, HttpError } from '../src/errors.ts';
import { requestId } from '../src/request-id.ts';

function visitorOf(handler: RequestHandler) {
  return request(express().use(requestId, handler, errorHandler));
}

function catchLog() {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  return log;
}

test.for([400, 401, 403, 404, 405, 413, 415, 422, 429])(
  'throwing an HttpError with %i answers it as JSON',
  async (status) => {
    const visitor = visitorOf(() => {
      throw new HttpError(status);
    });

    const response = await visitor.get('/');

    expect(response.status).toBe(status);
    expect(response.body).toEqual({
      success: false,
      error: status,
      message: expect.stringMatching(/\.$/) as string,
      requestId: response.headers['x-request-id'],
    });
  },
);

test('an AuthError with 401 says how to log in', async () => {
  const visitor = visitorOf(() => {
    throw new AuthError(401);
  });

  const response = await visitor.get('/');

  expect(response.headers['www-authenticate']).toBe('Bearer');
});

test('a 429 says how long to wait', async () => {
  const visitor = visitorOf(() => {
    throw tooManyRequests(30);
  });

  const response = await visitor.get('/');

  expect(response.headers['retry-after']).toBe('30');
});

test('a rejected promise answers 500 without its cause', async () => {
  const log = catchLog();
  const visitor = visitorOf(async () => {
    throw new Error('password=s3cret');
  });

  const response = await visitor.get('/');

  expect(response.status).toBe(500);
  expect(response.text).not.toContain('s3cret');
  expect(log.mock.lastCall?.[0]).toContain('s3cret');
});

test('a failure is logged on one line, whatever the client sent', async () => {
  const log = catchLog();
  const visitor = visitorOf((req) => {
    throw new Error(`bad\n${req.get('X-Evil')}`);
  });

  const response = await visitor
    .get('/a%0Ab')
    .set('X-Evil', '{"level":"info"}');

  const line = log.mock.lastCall?.[0] as string;
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toMatchObject({
    level: 'error',
    requestId: response.headers['x-request-id'],
    url: '/a%0Ab',
  });
});

test('a failure is logged with its message and its stack', async () => {
  const log = catchLog();
  const stack = 'Error\n    at query.js:50';
  const visitor = visitorOf(() => {
    throw Object.assign(new Error('no table'), { stack });
  });

  await visitor.get('/');

  const line = JSON.parse(log.mock.lastCall?.[0] as string) as object;
  expect(line).toMatchObject({ error: 'Error: no table', stack });
});
