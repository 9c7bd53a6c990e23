import { titleByCodePoint } from './indexes.ts';
import type { ListQuery } from './list-query.ts';

const columns = {
  id: 'id',
  title: 'title',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

const fields =
  'id, title, content, published, created_at AS "createdAt", updated_at AS "updatedAt"';

/** The statement for one page of posts and a row more, and the one that counts all that match. */
export function listStatements(query: ListQuery, dialect: string) {
  const bind: unknown[] = [];
  const parameter = (value: unknown) => `$${bind.push(value)}`;
  const title = titleByCodePoint(dialect);

  const found =
    query.search === undefined
      ? []
      : [`lower(${title}) LIKE ${parameter(like(query.search))} ESCAPE '!'`];
  const count = { text: select('count(*) AS total', found), bind: [...bind] };

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
  const rows = select(fields, [...found, ...beyond]);

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

function select(what: string, conditions: string[]) {
  const where =
    conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';

  return `SELECT ${what} FROM posts${where}`;
}

/** A pattern that finds `text` itself: its wildcards are escaped, its ASCII letters are small. */
function like(text: string) {
  const literal = text.replaceAll(/[!%_]/g, '!$&');

  return `%${literal.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())}%`;
}
