import request from 'supertest';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { test as base } from '../../tests/fixtures.ts';

const test = base.extend('visitor', ({ settings, database }) =>
  request(createApp({ ...settings, rateLimit: 21 }, database)),
);

test.for([
  ['post', '/users'],
  ['post', '/auth/login'],
  ['post', '/auth/token'],
  ['patch', '/users/me/password'],
  ['post', '/Users/'],
  ['post', '/AUTH/LOGIN'],
] as const)('%s %s counts as ten', async ([method, path], { visitor }) => {
  const statuses = [];
  for (let count = 0; count < 2; count += 1)
    statuses.push((await visitor[method](path)).status);
  const { status: one } = await visitor.get('/');
  const { status: more } = await visitor.get('/');

  expect(statuses).not.toContain(429);
  expect([one, more]).toEqual([200, 429]);
});

test.for([
  ['get', '/posts'],
  ['post', '/posts'],
  ['get', '/users/me'],
  ['get', '/auth/login'],
  ['post', '/users/me'],
  ['post', '/nowhere/users'],
] as const)('%s %s counts as one', async ([method, path], { visitor }) => {
  for (let count = 0; count < 20; count += 1) await visitor[method](path);

  const statuses = [
    (await visitor.get('/')).status,
    (await visitor.get('/')).status,
  ];

  expect(statuses).toEqual([200, 429]);
});
