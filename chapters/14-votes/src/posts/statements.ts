import { titleByCodePoint } from './indexes.ts';
import type { ListQuery } from './list-query.ts';
import type { Viewer } from './ownership.ts';

const columns = {
  id: 'id',
  title: 'title',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

const votes = '(SELECT count(*) FROM votes WHERE post_id = posts.id) AS votes';
const fields = `id, title, content, published, created_at AS "createdAt", updated_at AS "updatedAt", owner_id AS "ownerId", owner_name AS "ownerName", ${votes}`;
const owners =
  'JOIN (SELECT id AS owner_id, name AS owner_name FROM users) AS owners USING (owner_id)';

/**
 * The statement for one page of posts and a row more, and the one that counts all that match. The count of one owner's
 * posts has no row if there is no such user.
 */
export function listStatements(
  query: ListQuery,
  dialect: string,
  viewer?: Viewer,
  ownerId?: string,
) {
  const bind: unknown[] = [];
  const parameter = (value: unknown) => `$${bind.push(value)}`;
  const title = titleByCodePoint(dialect);

  const owner = ownerId && parameter(ownerId);
  const found = [
    viewer ? `(published OR owner_id = ${parameter(viewer.id)})` : 'published',
    ...(owner ? [`owner_id = ${owner}`] : []),
    ...(query.search === undefined
      ? []
      : [`lower(${title}) LIKE ${parameter(like(query.search))} ESCAPE '!'`]),
  ];
  const counted = select('count(*) AS total', 'posts', found);
  const count = {
    text: owner
      ? select(`(${counted}) AS total`, 'users', [`id = ${owner}`])
      : counted,
    bind: [...bind],
  };

  const keys = keysOf(query).join(', ');
  const compare = query.isDescending ? '<' : '>';
  const place = query.place?.map(parameter).join(', ');
  const beyond = place ? [`(${keys}) ${compare} (${place})`] : [];

  const direction = query.isDescending ? 'DESC' : 'ASC';
  const order = keysOf(query)
    .map((key) => `${key === 'title' ? title : key} ${direction}`)
    .join(', ');
  const limit = parameter(query.limit + 1);
  const offset = parameter(query.offset);
  const rows = select(fields, `posts ${owners}`, [...found, ...beyond]);

  return {
    count,
    page: {
      text: `${rows} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
      bind,
    },
  };
}

function keysOf({ name }: ListQuery) {
  return name === 'id' ? ['id'] : [columns[name], 'id'];
}

function select(what: string, from: string, conditions: string[]) {
  return `SELECT ${what} FROM ${from} WHERE ${conditions.join(' AND ')}`;
}

/** A pattern that finds `text` itself: its wildcards are escaped, its ASCII letters are small. */
function like(text: string) {
  const literal = text.replaceAll(/[!%_]/g, '!$&');

  return `%${literal.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())}%`;
}
