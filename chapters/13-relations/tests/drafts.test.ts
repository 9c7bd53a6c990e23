import { expect } from 'vitest';
import { test as base } from './fixtures.ts';
import { linkTo, titlesOf } from './lists.ts';

const draft = { title: 'Draft', content: 'Not yet', published: false };

const test = base.extend('path', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(draft);
  return `/posts/${post.id}`;
});

test('a draft is there for its owner alone', async ({
  path,
  alice,
  bob,
  visitor,
}) => {
  const statuses = [alice, bob, visitor].map(
    async (client) => (await client.get(path)).status,
  );

  expect(await Promise.all(statuses)).toEqual([200, 404, 404]);
});

test('nobody else can change a draft or learn that it is there', async ({
  path,
  bob,
}) => {
  const responses = [
    await bob.put(path).send(draft),
    await bob.patch(path).send({ published: true }),
    await bob.delete(path),
  ];
  const missing = await bob.delete('/posts/9999');

  expect(responses.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(responses[2]?.body.message).toBe(
    String(missing.body.message).replace('9999', path.replace('/posts/', '')),
  );
});

test.for(['/posts', '/posts?search=draft', '/posts?sort=-title&limit=1'])(
  'GET %s lists and counts a draft for its owner alone',
  async (list, { path, alice, bob, visitor }) => {
    const responses = [
      await alice.get(list),
      await bob.get(list),
      await visitor.get(list),
    ];

    expect(path).toBe('/posts/1');
    expect(responses.map(titlesOf)).toEqual([['Draft'], [], []]);
    const totals = responses.map(({ headers }) => headers['x-total-count']);
    expect(totals).toEqual(['1', '0', '0']);
  },
);

test('no cursor leads others to a draft', async ({ path, bob, alice }) => {
  await bob.post('/posts').send({ ...draft, title: 'One', published: true });
  await alice.post('/posts').send({ ...draft, title: 'Hidden' });
  await bob.post('/posts').send({ ...draft, title: 'Two', published: true });

  const first = await bob.get('/posts?limit=1');
  const second = await bob.get(linkTo(first, 'next'));

  expect(path).toBe('/posts/1');
  expect([...titlesOf(first), ...titlesOf(second)]).toEqual(['One', 'Two']);
  expect(linkTo(second, 'next')).toBe('');
});

test('a draft that is published is there for all', async ({
  path,
  alice,
  visitor,
}) => {
  await alice.patch(path).send({ published: true });

  expect((await visitor.get(path)).status).toBe(200);
});
