/**
 * What the chapters are compared with: the same answers from node:http and prepared statements of pg alone. No router, no
 * schemas, no models. It reads its input as carefully as the API promises, and has no other paths. Where there is a table
 * of votes, the list has owners and votes, as in chapter 14.
 */
import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL, URLSearchParams } from 'node:url';
import { installed } from '../../bin/kit.js';

const columns =
  'id, title, content, published, created_at AS "createdAt", updated_at AS "updatedAt"';
const statements = {
  list: `SELECT ${columns} FROM posts ORDER BY id LIMIT $1`,
  count: 'SELECT count(*) AS total FROM posts',
  create: `INSERT INTO posts (title, content, published, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING ${columns}`,
};
const withVotes = {
  list: `SELECT posts.id, title, content, published, posts.created_at AS "createdAt", posts.updated_at AS "updatedAt", owner_id AS "ownerId", name AS "ownerName", (SELECT count(*)::int FROM votes WHERE post_id = posts.id) AS votes FROM posts JOIN users ON users.id = owner_id WHERE published ORDER BY posts.id LIMIT $1`,
  count: 'SELECT count(*) AS total FROM posts WHERE published',
};
const routes = { 'GET /posts': list, 'POST /posts': create };

const { default: pg } = await import(
  pathToFileURL(installed('pg/lib/index.js')).href
);
const { DATABASE_URL, PORT } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const { rows } = await pool.query("SELECT to_regclass('votes') AS votes");
if (rows[0].votes) Object.assign(statements, withVotes);

createServer(async (req, res) => {
  const given = req.headers['x-request-id'] ?? '';
  const requestId = /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
  const [path, query] = req.url.split('?');
  const answer = routes[`${req.method} ${path}`] ?? missing;

  const { status, body, headers } = await answer(req, query).catch(failed);
  const bytes = Buffer.from(JSON.stringify(body));
  res.writeHead(status, {
    'X-Request-Id': requestId,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    ...headers,
  });
  res.end(bytes);
}).listen(Number(PORT));

async function list(req, query) {
  if (query === undefined) {
    return { status: 200, body: (await run('list', [100])).map(toPost) };
  }

  const limit = Number(new URLSearchParams(query).get('limit'));
  if (!(limit >= 1 && limit <= 100)) return invalid;
  const [rows, [{ total }]] = await Promise.all([
    run('list', [limit + 1]),
    run('count'),
  ]);
  const body = rows.slice(0, limit).map(toPost);
  const headers = { 'X-Total-Count': total };
  if (rows.length > limit) {
    const after = Buffer.from(`id:${body.at(-1).id}`).toString('base64url');
    headers.Link = `</posts?limit=${limit}&sort=id&after=${after}>; rel="next"`;
  }
  return { status: 200, body, headers };
}

function toPost(row) {
  if (row.ownerId === undefined) return row;

  const { id, title, content, published, createdAt, updatedAt, votes } = row;
  const owner = { id: row.ownerId, name: row.ownerName };
  return { id, title, content, published, createdAt, updatedAt, owner, votes };
}

async function create(req) {
  const { title, content, published = true } = JSON.parse(await read(req));
  const isRight =
    isText(title, 255) &&
    isText(content, 10_000) &&
    typeof published === 'boolean';
  if (!isRight) return invalid;

  const [body] = await run('create', [title, content, published, new Date()]);
  return { status: 201, body, headers: { Location: `/posts/${body.id}` } };
}

async function run(name, values) {
  const { rows } = await pool.query({ name, text: statements[name], values });
  return rows;
}

async function read(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function isText(value, most) {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    [...value].length <= most &&
    value.isWellFormed() &&
    !value.includes('\0')
  );
}

const invalid = { status: 422, body: { success: false, error: 422 } };

async function missing() {
  return { status: 404, body: { success: false, error: 404 } };
}

function failed({ message }) {
  return { status: 500, body: { success: false, error: 500, message } };
}
