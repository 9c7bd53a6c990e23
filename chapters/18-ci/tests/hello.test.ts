import { expect } from 'vitest';
import { test } from './fixtures.ts';

test('GET / says hello', async ({ visitor }) => {
  const response = await visitor.get('/');

  expect(response.status).toBe(200);
  expect(response.body).toEqual({ message: 'Hello World' });
});

test('GET /other_endpoint greets another planet', async ({ visitor }) => {
  const response = await visitor.get('/other_endpoint');

  expect(response.status).toBe(200);
  expect(response.body).toEqual({ message: 'Hello Tatooine' });
});

test('GET / answers JSON in UTF-8', async ({ visitor }) => {
  const response = await visitor.get('/');

  expect(response.headers['content-type']).toBe(
    'application/json; charset=utf-8',
  );
});

test('GET /nowhere answers 404', async ({ visitor }) => {
  const response = await visitor.get('/nowhere');

  expect(response.status).toBe(404);
});
