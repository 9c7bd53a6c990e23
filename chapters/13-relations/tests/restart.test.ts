import { expect, onTestFinished } from 'vitest';
import { createApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import type { Settings } from '../src/settings.ts';
import { test } from './fixtures.ts';
import { signIn } from './sign-in.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

async function start(settings: Settings) {
  const database = await openDatabase(settings);
  onTestFinished(() => database.close());
  return signIn(createApp(settings, database));
}

test('a post is still there after a restart', async ({ settings }) => {
  const before = await start(settings);
  const { body: post } = await before.post('/posts').send(hello);

  const after = await start(settings);

  const response = await after.get(`/posts/${post.id}`);
  expect(response.status).toBe(200);
  expect(response.body).toEqual(post);
});

test('an id is not used again after a restart', async ({ settings }) => {
  const before = await start(settings);
  const { body: post } = await before.post('/posts').send(hello);
  await before.delete(`/posts/${post.id}`);

  const after = await start(settings);

  const response = await after.post('/posts').send(hello);
  expect(response.body.id).not.toBe(post.id);
});
