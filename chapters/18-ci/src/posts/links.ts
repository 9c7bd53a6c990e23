import type { Response } from 'express';
import { isKeyed, toCursor } from './cursor.ts';
import type { PostPage } from './list.ts';
import type { ListQuery } from './list-query.ts';

/** Answers with a page of the list at `path`, and with the pages around it by their relation (RFC 8288). */
export function sendPage(
  res: Response,
  path: string,
  query: ListQuery,
  page: PostPage,
) {
  const links = Object.entries(linksOf(query, page)).map(
    ([relation, parameters]) => [relation, path + parameters] as const,
  );
  if (links.length > 0) res.links(Object.fromEntries(links));

  res.set('X-Total-Count', String(page.total)).json(page.posts);
}

function linksOf(query: ListQuery, page: PostPage) {
  return query.isKeyset ? keysetLinks(query, page) : countedLinks(query, page);
}

function keysetLinks(query: ListQuery, { posts, hasMore }: PostPage) {
  const last = posts.at(-1);
  const links: Record<string, string> = {};
  if (hasMore && last && isKeyed(query.name))
    links.next = address(query, { after: toCursor(query.name, last) });

  return links;
}

function countedLinks(query: ListQuery, { total }: PostPage) {
  const { limit, offset } = query;
  const last = Math.max(0, Math.ceil(total / limit) - 1) * limit;
  const at = (start: number) =>
    query.skip === undefined
      ? address(query, { page: start / limit + 1 })
      : address(query, { skip: start });

  const links: Record<string, string> = { first: at(0), last: at(last) };
  if (offset > 0) links.prev = at(Math.max(0, Math.min(offset - limit, last)));
  if (offset + limit < total) links.next = at(offset + limit);
  return links;
}

function address(
  { limit, search, sort }: ListQuery,
  place: Record<string, string | number>,
) {
  const parameters = new URLSearchParams();
  const given = { limit, search, sort, ...place };
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) parameters.set(name, String(value));

  return `?${parameters.toString()}`;
}
