import { post } from './load.js';
import { compare, sameAnswer } from './ratios.js';
import { startFloor } from './servers.js';

const list = { path: '/posts?limit=20' };

/**
 * The CPU time that a list with owners and votes costs the chapter, as a ratio to what it costs the floor: ten users, a
 * thousand posts, five votes for each of them on average.
 */
export async function board({ name }, server, schema, goals) {
  await fill(schema.run);
  const floor = await startFloor(schema.url);
  const servers = [server, floor];
  try {
    await sameAnswer(servers, list);
    await compare(`${name}, GET ${list.path}`, servers, list, goals.list);
  } finally {
    await floor.stop();
  }
}

/** Post 1 has no votes, post 2 has one, and so on to ten; then again from none. */
async function fill(run) {
  await run(
    `INSERT INTO users (id, name, email, password_hash, created_at, updated_at)
     SELECT gen_random_uuid(), 'User ' || n, 'user' || n || '@example.com', repeat('*', 60), now(), now()
     FROM generate_series(1, 10) AS n`,
  );
  await run(
    `INSERT INTO posts (title, content, published, created_at, updated_at, owner_id)
     SELECT $1, $2, true, now(), now(), owners[1 + n % 10]
     FROM generate_series(1, 1000) AS n, (SELECT array_agg(id) FROM users WHERE name LIKE 'User %') AS u (owners)`,
    [post.title, post.content],
  );
  await run(
    `INSERT INTO votes (post_id, user_id)
     SELECT posts.id, voters.id
     FROM posts JOIN (SELECT id, row_number() OVER () AS n FROM users WHERE name LIKE 'User %') AS voters
       ON voters.n <= (posts.id - 1) % 11`,
  );
  for (const table of ['users', 'posts', 'votes'])
    await run(`VACUUM ANALYZE ${table}`);
}
