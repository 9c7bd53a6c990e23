import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

test('PUT /tags/:name answers 201 for a new tag', async ({ alice }) => {
  const response = await alice.put('/tags/tea');

  expect(response.status).toBe(201);
  expect(response.headers.location).toBe('/tags/tea');
  expect(response.body).toEqual({ name: 'tea' });
});

test('PUT /tags/:name answers 200 for a tag that is there', async ({
  alice,
}) => {
  await alice.put('/tags/tea');

  const response = await alice.put('/tags/tea');

  expect(response.status).toBe(200);
  expect(response.headers.location).toBeUndefined();
  expect(response.body).toEqual({ name: 'tea' });
});

test('GET /tags lists tags by name', async ({ alice, visitor }) => {
  for (const name of ['tea', 'water', 'coffee', 'tea'])
    await alice.put(`/tags/${name}`);

  const response = await visitor.get('/tags');

  expect(response.status).toBe(200);
  expect(response.body).toEqual([
    { name: 'coffee' },
    { name: 'tea' },
    { name: 'water' },
  ]);
});

test('twenty clients at once make one tag', async ({ alice, visitor }) => {
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => alice.put('/tags/tea')),
  );

  const statuses = responses.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array<number>(19).fill(200), 201]);
  const { body } = await visitor.get('/tags');
  expect(body).toEqual([{ name: 'tea' }]);
});

test.for(['Tea', 'green%20tea', "tea'--", 'a'.repeat(31), '%F0%9F%99%82'])(
  'PUT /tags/%s answers 422',
  async (name, { alice, visitor }) => {
    const response = await alice.put(`/tags/${name}`);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([
      { in: 'path', field: 'name' },
    ]);
    expect((await visitor.get('/tags')).body).toEqual([]);
  },
);

test('GET /tags with a query answers 422', async ({ visitor }) => {
  const response = await visitor.get('/tags?name=tea');

  expect(response.status).toBe(422);
});

test.for([
  ['a second tag of the same name', 'tea'],
  ['a tag without a name', null],
  ['an empty name', ''],
  ['a name of 31 letters', 'a'.repeat(31)],
] as const)(
  'the table of tags refuses %s',
  async ([, name], { alice, sql }) => {
    const { status } = await alice.put('/tags/tea');
    expect(status).toBe(201);

    const inserted = sql('INSERT INTO tags (name) VALUES ($1)', [name]);

    await expect(inserted).rejects.toThrow();
    expect(await sql('SELECT name FROM tags')).toEqual([{ name: 'tea' }]);
  },
);
