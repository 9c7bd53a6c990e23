import type { Answer, Client } from './client.ts';
import {
  hasNoBody,
  hasStatus,
  headerOf,
  postsIn,
  promise,
  refuses,
} from './judge.ts';
import {
  addTo,
  changeLast,
  counts,
  createBatch,
  follow,
  hasNoLink,
  linkTo,
  lists,
  sameIds,
} from './pages.ts';
import { create, hello } from './posts.ts';
import { check, type Suite } from './suite.ts';

const huge = '9'.repeat(30);
const notWhole = ['', 'abc', '-1', '1.5', '1e1', '0x10', '+1', ' 1', 'NaN'];

/** What each parameter of a list refuses. */
const refused = Object.entries({
  limit: [...notWhole, '0', '101', huge],
  skip: notWhole,
  page: [...notWhole, '0'],
  search: ['a'.repeat(101), '🙂'.repeat(101), 'a\0b'],
  sort: ['', 'content', 'ID', '--id', 'id,title', 'id desc', 'id;--', '-'],
  after: ['', '1', 'nonsense', 'e30', `' OR 1=1 --`, 'a'.repeat(5000)],
});

/** What a search could take for more than text. */
const signs = [
  ...`%_\\!~^*?+&#[]'"`,
  ...['%%', '\\%', '!_', '\\\\', '.*', '[a-z]', '$1', '%25'],
];

/** Endings of titles by code point. JavaScript has the last two the other way round, and people most others. */
const byCodePoint = [
  ...['', ' ', ' z', '-z', '10', '9', 'A', 'Z', 'Zürich', '_z'],
  ...['a', 'a b', 'ab', 'zoo', 'Äpfel', 'äpfel', 'ｦ', '🙂'],
];

const five = ['a', 'b', 'c', 'd', 'e'];
const keysets = ['id', '-id', 'createdAt', '-createdAt'];

/** Where posts with the titles b, a, b, a, c stand once the second was changed last. */
const orders = Object.entries({
  id: [0, 1, 2, 3, 4],
  title: [1, 3, 0, 2, 4],
  createdAt: [0, 1, 2, 3, 4],
  updatedAt: [0, 2, 3, 4, 1],
}).flatMap(([name, order]): [sort: string, order: number[]][] => [
  [name, order],
  [`-${name}`, order.toReversed()],
]);

/** Row 09 of the API's promises. */
export const queries: Suite = {
  feature: 'queries',
  checks: [
    check('GET /posts?limit lists so many posts', async (roles) => {
      const { posts, path } = await createBatch(roles.alice, five);

      for (const limit of [1, 2, 4, 5, 100]) {
        const answer = await roles.visitor.get(path(`limit=${limit}`));

        lists(answer, posts.slice(0, limit));
        counts(answer, 5);
      }
    }),

    check('GET /posts?skip leaves out so many posts', async (roles) => {
      const { posts, path } = await createBatch(roles.alice, five);

      for (const skip of [0, 1, 4, 5, 1000, huge]) {
        const answer = await roles.visitor.get(path(`limit=2&skip=${skip}`));

        lists(answer, posts.slice(Number(skip), Number(skip) + 2));
        counts(answer, 5);
      }
    }),

    check('GET /posts?page shows that page', async (roles) => {
      const { posts, path } = await createBatch(roles.alice, five);

      for (const page of [1, 2, 3, 4, 1000, huge]) {
        const answer = await roles.visitor.get(path(`limit=2&page=${page}`));

        const start = 2 * (Number(page) - 1);
        lists(answer, posts.slice(start, start + 2));
        counts(answer, 5);
      }
    }),

    ...refused.flatMap(([parameter, values]) => [
      check(
        `GET /posts with ${parameter} out of range answers 422`,
        async ({ visitor }) => {
          for (const value of values) {
            const path = `/posts?${parameter}=${encodeURIComponent(value)}`;

            refuses(await visitor.get(path), parameter);
          }
        },
      ),

      check(
        `GET /posts with ${parameter} twice answers 422`,
        async ({ visitor }) => {
          const path = `/posts?${parameter}=1&${parameter}=2`;

          refuses(await visitor.get(path), parameter);
        },
      ),
    ]),

    check('GET /posts with page and skip answers 422', async ({ visitor }) => {
      refuses(await visitor.get('/posts?page=1&skip=0'));
    }),

    check('GET /posts names every wrong parameter', async ({ visitor }) => {
      const answer = await visitor.get('/posts?limit=0&sort=mood&skip=-1');

      refuses(answer, 'limit', 'sort', 'skip');
    }),

    check(
      'GET /posts with a stranger beside limit answers 422',
      async ({ visitor }) => {
        for (const name of ['colour', 'Limit', 'limit[]', 'offset']) {
          const path = `/posts?limit=1&${encodeURIComponent(name)}=1`;

          refuses(await visitor.get(path), name);
        }
      },
    ),

    check('other requests take no parameters of a list', async ({ alice }) => {
      const { id } = await create(alice);

      refuses(await alice.post('/posts?limit=1', hello), 'limit');
      refuses(await alice.get(`/posts/${id}?search=a`), 'search');
      refuses(await alice.patch(`/posts/${id}?sort=id`, hello), 'sort');
    }),

    check('GET /posts?search finds text anywhere in a title', async (roles) => {
      const { word, posts } = await createBatch(roles.alice, ['', ' end']);
      const last = { ...hello, title: `Start ${word}` };
      posts.push(await create(roles.alice, last));

      for (const search of [word, word.slice(1), word.slice(0, -1)]) {
        const answer = await roles.visitor.get(`/posts?search=${search}`);

        lists(answer, posts);
        counts(answer, 3);
      }
    }),

    check('GET /posts?search takes signs for what they are', async (roles) => {
      const titles = [...signs, '', 'x', 'xx'].map((sign) => `(${sign})`);
      const { word, posts } = await createBatch(roles.alice, titles);

      for (const [index, title] of titles.entries()) {
        const answer = await search(roles.visitor, word + title);

        lists(answer, posts.slice(index, index + 1));
        counts(answer, 1);
      }
    }),

    check('GET /posts?search takes a and A for the same', async (roles) => {
      const { word, posts } = await createBatch(roles.alice, [
        ' Wool',
        ' wOOL',
      ]);

      lists(await search(roles.visitor, `${word} wool`), posts);
      lists(await search(roles.visitor, `${word} WOOL`.toUpperCase()), posts);
    }),

    check('GET /posts?search tells ä and Ä apart', async (roles) => {
      const letters = ['Ä', 'ä', 'é', 'e', '\u212a', 'k', 'ſ', 's', 'İ', 'ı'];
      const { word, posts } = await createBatch(roles.alice, letters);

      for (const [index, letter] of letters.entries()) {
        const answer = await search(roles.visitor, word + letter);

        lists(answer, posts.slice(index, index + 1));
      }
    }),

    check('GET /posts?search takes up to 100 characters', async (roles) => {
      for (const letter of ['a', '🙂']) {
        const answer = await search(roles.visitor, letter.repeat(100));

        lists(answer, []);
        counts(answer, 0);
        hasNoLink('next', answer, roles.visitor);
      }
      hasStatus(await search(roles.visitor, ''), 200);
    }),

    ...orders.map(([sort, order]) =>
      check(`GET /posts?sort=${sort} orders the posts`, async (roles) => {
        const titles = ['b', 'a', 'b', 'a', 'c'];
        const { posts, path } = await createBatch(roles.alice, titles);
        await changeLast(roles.alice, posts, 1);

        const answer = await roles.visitor.get(path(`sort=${sort}`));

        const sorted = order.flatMap((index) => posts[index] ?? []);
        lists(answer, sorted);
        const pages = path(`sort=${sort}&limit=2&page=1`);
        sameIds(...(await follow(roles.visitor, pages)), sorted);
      }),
    ),

    ...['title', '-title'].map((sort) =>
      check(`GET /posts?sort=${sort} goes by code point`, async (roles) => {
        const titles = byCodePoint.toReversed();
        const { posts, path } = await createBatch(roles.alice, titles);

        const answer = await roles.visitor.get(path(`sort=${sort}`));

        lists(answer, sort === 'title' ? posts.toReversed() : posts);
      }),
    ),

    check('the links of a page lead around it', async ({ alice, visitor }) => {
      const { posts, path } = await createBatch(alice, five);

      for (const place of ['page=2', 'skip=2']) {
        const answer = await visitor.get(path(`limit=2&sort=-id&${place}`));

        const [e, d, , , a] = posts.toReversed();
        for (const [name, wanted] of Object.entries({
          first: [e, d],
          prev: [e, d],
          next: [a],
          last: [a],
        })) {
          const linked = await visitor.get(linkTo(name, answer, visitor));
          lists(
            linked,
            wanted.flatMap((post) => post ?? []),
          );
        }
      }
    }),

    check('the ends of a list have no links beyond', async (roles) => {
      const { posts, path } = await createBatch(roles.alice, [...five, 'f']);
      const { visitor } = roles;

      for (const start of ['page=1', 'skip=0']) {
        const answer = await visitor.get(path(`limit=3&${start}`));
        hasNoLink('prev', answer, visitor);
        const last = await visitor.get(linkTo('last', answer, visitor));
        lists(last, posts.slice(3));
        hasNoLink('next', last, visitor);
      }
      for (const end of ['page=2', 'skip=3', 'page=3', 'skip=4', 'skip=100']) {
        const answer = await visitor.get(path(`limit=3&${end}`));
        hasNoLink('next', answer, visitor);
        const prev = await visitor.get(linkTo('prev', answer, visitor));
        promise(postsIn(prev).length > 0, prev, 'posts where prev leads');
      }
    }),

    ...['page=1', 'skip=0', 'skip=1', 'skip=2', 'skip=4', 'sort=title'].map(
      (start) =>
        check(`next leads from ${start} to the end`, async (roles) => {
          const { posts, path } = await createBatch(roles.alice, five);

          for (const limit of [1, 2, 3, 5]) {
            const pages = path(`limit=${limit}&${start}`);
            const skipped = Number(/skip=(\d)/.exec(start)?.[1] ?? 0);

            const read = await follow(roles.visitor, pages);

            sameIds(...read, posts.slice(skipped));
          }
        }),
    ),

    ...keysets.flatMap((sort) => [
      check(`next with sort=${sort} reads each post once`, async (roles) => {
        const { posts, path } = await createBatch(roles.alice, five);

        for (const limit of [1, 2, 5, 6]) {
          const pages = path(`limit=${limit}&sort=${sort}`);

          const read = await follow(roles.visitor, pages);

          sameIds(...read, inOrder(posts, sort));
        }
      }),

      check(
        `next with sort=${sort} reads each post once while others come and go`,
        async ({ alice, visitor }) => {
          const batch = await createBatch(alice, [...five, 'f']);
          const before = inOrder(batch.posts, sort);
          const path = batch.path(`limit=2&sort=${sort}`);

          const [answer, found] = await follow(visitor, path, async (first) => {
            await addTo(batch, alice);
            await addTo(batch, alice);
            await alice.delete(`/posts/${first.at(-1)?.id}`);
          });

          const ids = new Set(before.map(({ id }) => id));
          const old = found.filter(({ id }) => ids.has(id));
          sameIds(answer, old, before);
          const all = new Set(found.map(({ id }) => id));
          promise(all.size === found.length, answer, 'no post twice');
        },
      ),
    ]),

    check('next reads each of many posts created at once', async (roles) => {
      const { alice, visitor } = roles;
      const batch = await createBatch(alice, []);
      await Promise.all(Array.from({ length: 20 }, () => addTo(batch, alice)));

      const path = batch.path('limit=1&sort=createdAt');
      const [answer, found] = await follow(visitor, path);

      sameIds(answer, byId(found), byId(batch.posts));
    }),

    check('a list of all posts has an after for the next', async (roles) => {
      await createBatch(roles.alice, five);
      const { visitor } = roles;
      const first = await visitor.get('/posts?limit=2');

      const next = linkTo('next', first, visitor);

      afterIn(first, visitor);
      const second = await visitor.get(next);
      const [one, two] = [postsIn(first).at(-1), postsIn(second).at(0)];
      promise(
        one !== undefined && two !== undefined && one.id < two.id,
        second,
        'the posts behind those of the page before',
      );
    }),

    check('after with another way to go on answers 422', async (roles) => {
      const { path } = await createBatch(roles.alice, five);
      const { visitor } = roles;
      const first = await visitor.get(path('limit=2'));
      const after = afterIn(first, visitor);

      for (const other of [
        ...['page=1', 'page=2', 'skip=0', 'skip=2'],
        ...['sort=title', 'sort=-updatedAt', 'sort=createdAt'],
      ]) {
        refuses(await visitor.get(path(`after=${after}&${other}`)), 'after');
      }
    }),

    check('HEAD /posts counts and links like GET', async (roles) => {
      const { path } = await createBatch(roles.alice, five);

      for (const query of ['limit=2', 'limit=2&page=2']) {
        const get = await roles.visitor.get(path(query));
        const head = await roles.visitor.head(path(query));

        hasStatus(head, 200);
        hasNoBody(head);
        for (const name of ['X-Total-Count', 'Link']) {
          const value = headerOf(head, name);
          const wanted = headerOf(get, name);
          promise(
            value === wanted,
            head,
            `${name}: ${wanted}`,
            `${name}: ${value}`,
          );
        }
      }
    }),
  ],
};

function search(visitor: Client, text: string) {
  return visitor.get(`/posts?search=${encodeURIComponent(text)}`);
}

function inOrder<Item>(posts: Item[], sort: string) {
  return sort.startsWith('-') ? posts.toReversed() : [...posts];
}

function byId<Item extends { id: number }>(posts: Item[]) {
  return posts.toSorted((one, other) => one.id - other.id);
}

/** The cursor that leads to the next page. */
function afterIn(answer: Answer, visitor: Client) {
  const next = linkTo('next', answer, visitor);
  const { searchParams } = new URL(next, 'http://localhost');
  const after = searchParams.get('after') ?? '';
  promise(after !== '', answer, 'a next with after', `next: ${next}`);
  return encodeURIComponent(after);
}
