import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test.for([
  ['', ['One', 'Two', 'Three']],
  ['?ids=2', ['Two']],
  ['?ids=3,1', ['One', 'Three']],
  ['?ids=2,2,99', ['Two']],
  ['?ids=99', []],
] as const)(
  'GET /posts%s lists the posts with these ids',
  async ([query, titles], { alice }) => {
    await alice.post('/posts').send({ ...hello, title: 'One' });
    await alice.post('/posts').send({ ...hello, title: 'Two' });
    await alice.post('/posts').send({ ...hello, title: 'Three' });

    const response = await alice.get(`/posts${query}`);

    expect(response.status).toBe(200);
    expect(response.body).toMatchObject(titles.map((title) => ({ title })));
    expect(response.body).toHaveLength(titles.length);
  },
);

test.for([
  ['1,x', 'ids.1'],
  ['01', 'ids.0'],
  ['1,', 'ids.1'],
  ['', 'ids.0'],
  ['1,2,3,4,5,6,7,8,9,10,11', 'ids'],
] as const)(
  'GET /posts?ids=%s answers 422',
  async ([ids, field], { visitor }) => {
    const response = await visitor.get(`/posts?ids=${ids}`);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'query', field }]);
  },
);
