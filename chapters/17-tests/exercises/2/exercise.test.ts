import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';
import { titlesOf } from '../../tests/lists.ts';
import { insertPost } from '../../tests/rows.ts';

type Find = (titles: string[], search: string) => Promise<string[]>;

/** Your property, if it is there. */
async function loadProperty() {
  const { href } = new URL('../../tests/search-property.ts', import.meta.url);
  const module = (await import(href).catch(() => ({}))) as {
    searchHolds?: (find: Find) => Promise<void>;
  };
  return module.searchHolds;
}

const small = (text: string) =>
  text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
const holds = (title: string, search: string) =>
  small(title).includes(small(search));

/** What LIKE finds if `wild` are not escaped. */
function like(title: string, search: string, wild: string) {
  const pattern = small(search).replaceAll(/[^a-z0-9]/g, (one) =>
    wild.includes(one)
      ? ({ '%': '.*', _: '.' }[one] ?? '')
      : `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );
  return new RegExp(pattern, 'su').test(small(title));
}

const bugs: Record<string, (title: string, search: string) => boolean> = {
  'takes % for anything': (title, search) => like(title, search, '%'),
  'takes _ for any character': (title, search) => like(title, search, '_'),
  'tells a from A': (title, search) => title.includes(search),
  'takes ä for Ä': (title, search) =>
    title.toLowerCase().includes(search.toLowerCase()),
  'trims the search': (title, search) => holds(title, search.trim()),
  'finds whole titles': (title, search) =>
    search === '' || small(title) === small(search),
  'finds nothing for an empty search': (title, search) =>
    search !== '' && holds(title, search),
};

test('there is a property', async () => {
  expect(await loadProperty()).toBeTypeOf('function');
});

test(
  'the search of the API has it',
  { timeout: 60_000 },
  async ({ sql, visitor }) => {
    const searchHolds = await loadProperty();

    await searchHolds?.(async (titles, search) => {
      await sql('DELETE FROM posts');
      for (const title of titles)
        await insertPost(sql, { title, content: 'x', published: true });
      return titlesOf(await visitor.get('/posts').query({ search }));
    });
  },
);

test.for(Object.entries(bugs))(
  'it notices a search that %s',
  async ([, isFound]) => {
    const searchHolds = await loadProperty();
    const find: Find = (titles, search) =>
      Promise.resolve(titles.filter((title) => isFound(title, search)));

    const result = searchHolds?.(find).then(
      () => 'nothing noticed',
      (error: Error) => error.message,
    );

    expect(await result).toContain('Property failed');
  },
);
