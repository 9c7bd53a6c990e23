import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

function urlOf(length: number, path = '/posts') {
  return `${path}?a=`.padEnd(length, 'a');
}

test('2,001 characters of path and query answer 414', async ({ visitor }) => {
  const response = await visitor.get(urlOf(2_001));

  expect(response.status).toBe(414);
  expect(response.body).toEqual({
    success: false,
    error: 414,
    message: expect.stringMatching(/\.$/) as string,
    requestId: response.headers['x-request-id'],
  });
});

test('the message does not blame the server', async ({ visitor }) => {
  const response = await visitor.get(urlOf(3_000));

  expect(response.status).toBe(414);
  expect(response.body.message).not.toContain('Something went wrong');
});

test('2,000 characters are read as before', async ({ visitor }) => {
  const response = await visitor.get(urlOf(2_000));

  expect(response.status).toBe(422);
});

test('the length is checked before path and body', async ({ alice }) => {
  const response = await alice
    .post(urlOf(2_001, '/nowhere'))
    .type('text/plain')
    .send('Hello');

  expect(response.status).toBe(414);
});
