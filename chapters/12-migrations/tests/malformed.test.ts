import { expect } from 'vitest';
import { test } from './fixtures.ts';

test.for(['{ "title": ', 'title', "{'title': 'x'}"])(
  'POST /posts with the malformed body %s answers 400',
  async (body, { alice }) => {
    const response = await alice.post('/posts').type('json').send(body);

    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ success: false, error: 400 });
  },
);

test('POST /posts in another encoding than UTF-8 answers 400', async ({
  alice,
}) => {
  const latin1 = Buffer.from('{"title":"Caf\u00e9","content":"x"}', 'latin1');

  const response = await alice
    .post('/posts')
    .type('json')
    .serialize((body) => body as string)
    .send(latin1);

  expect(response.status).toBe(400);
});

test.for(['/posts/%E0%A4%A', '/nowhere/%E0%A4%A'])(
  'GET of the malformed path %s answers 400',
  async (path, { visitor }) => {
    const response = await visitor.get(path);

    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ success: false, error: 400 });
  },
);

test.for(['"text"', '42', 'null'])(
  'POST /posts with the JSON %s answers 422',
  async (body, { alice }) => {
    const response = await alice.post('/posts').type('json').send(body);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'body', field: '' }]);
  },
);
