import type { Edit } from '../mutants.ts';

const cast = `has(insert, postId, userId).catch(gone).catch(taken),`;

/** How a tutorial would do it: look, then write, and no constraint that decides. */
const lookFirst = `(async () => {
        const there = await sql('SELECT * FROM votes WHERE post_id = $1 AND user_id = $2', [postId, userId]);
        await new Promise((passed) => setTimeout(passed, 100));
        if (there.length > 0) taken(await has(insert, postId, userId).catch((error) => error));
        return has(insert.replace('RETURNING', 'ON CONFLICT (post_id, user_id) DO UPDATE SET post_id = EXCLUDED.post_id RETURNING').replace('FROM post ', 'FROM post WHERE true '), postId, userId);
      })(),`;

export const votes: Edit[] = [
  {
    name: 'a second vote is taken for the first',
    file: 'votes/store.ts',
    find: cast,
    replace: 'has(insert, postId, userId).catch(() => true),',
    check: 'POST /votes twice answers 201, then 409',
  },
  {
    name: 'a second vote is a failure',
    file: 'votes/store.ts',
    find: '.catch(taken)',
    replace: '',
    check: 'POST /votes twice answers 201, then 409',
  },
  {
    name: 'look first, then write',
    file: 'votes/store.ts',
    find: cast,
    replace: lookFirst,
    check: 'of twenty votes at once, one is cast',
  },
  {
    name: 'look first, then take back',
    file: 'votes/store.ts',
    find: 'takeBack: (postId: number, userId: string) => has(remove, postId, userId),',
    replace: `takeBack: async (postId: number, userId: string) => {
      const there = await sql('SELECT * FROM votes WHERE post_id = $1 AND user_id = $2', [postId, userId]);
      await new Promise((passed) => setTimeout(passed, 100));
      await has(remove, postId, userId);
      return there.length > 0;
    },`,
    check: 'of twenty who take one vote back, one does',
  },
  {
    name: 'a Location that leads elsewhere',
    file: 'votes/routes.ts',
    find: '`/posts/${postId}`',
    replace: '`/votes/${postId}`',
    check: 'POST /votes leads to the post',
  },
  {
    name: 'what is not 1 takes back',
    file: 'votes/schemas.ts',
    find: `z.union([z.literal(1), z.literal(0)], 'Must be 1 or 0.')`,
    replace: 'z.number()',
    check: 'POST /votes with -5 as dir answers 422',
  },
  {
    name: 'dir is made a number',
    file: 'votes/schemas.ts',
    find: `z.union([z.literal(1), z.literal(0)], 'Must be 1 or 0.')`,
    replace: `z.coerce.number().pipe(z.union([z.literal(1), z.literal(0)], 'Must be 1 or 0.'))`,
    check: 'POST /votes with false as dir answers 422',
  },
  {
    name: 'dir is truthy or not',
    file: 'votes/schemas.ts',
    find: `z.literal(0)]`,
    replace: 'z.literal(0), z.boolean()]',
    check: 'POST /votes with true as dir answers 422',
  },
  {
    name: 'a post may be text',
    file: 'votes/schemas.ts',
    find: '.number(wrongId)',
    replace: '.coerce.number(wrongId)',
    check: 'POST /votes with the text 1 as postId answers 422',
  },
  {
    name: 'half a post',
    file: 'votes/schemas.ts',
    find: 'Number.isInteger(id) && id > 0',
    replace: 'id > 0',
    check: 'POST /votes with half a post as postId answers 422',
  },
  {
    name: 'post 0',
    file: 'votes/schemas.ts',
    find: 'Number.isInteger(id) && id > 0',
    replace: 'Number.isInteger(id)',
    check: 'POST /votes with 0 as postId answers 422',
  },
  {
    name: 'a large number is no number of a post',
    file: 'votes/schemas.ts',
    find: 'Number.isInteger(id)',
    replace: 'Number.isSafeInteger(id)',
    check: 'POST /votes for post 9007199254740992 answers 404',
  },
  {
    name: 'a large number reaches the database',
    file: 'votes/routes.ts',
    find: 'toId(body.postId)',
    replace: 'body.postId',
    check: 'POST /votes for post 2147483648 answers 404',
    onPostgres: true,
  },
  {
    name: 'unknown members are dropped',
    file: 'votes/schemas.ts',
    find: 'z.strictObject',
    replace: 'z.object',
    check: 'POST /votes with userId answers 422',
  },
  {
    name: 'anybody may vote',
    file: 'votes/routes.ts',
    find: `    requireUser,
    async (req, res`,
    replace: `    async (req, res`,
    check: 'POST /votes of nobody answers 401',
  },
  {
    name: 'the body is read before anybody asks who sends it',
    file: 'votes/routes.ts',
    find: `    requireUser,
    async (req, res`,
    replace: `    (req, res, next) => { parse(schemas.castVote, req); next(); },
    requireUser,
    async (req, res`,
    check: 'POST /votes of nobody answers 401',
  },
  {
    name: 'votes for drafts of others',
    file: 'votes/store.ts',
    find: ' AND (published OR owner_id = $2)',
    replace: ' AND (published OR owner_id <> $2 OR owner_id = $2)',
    check: 'a draft takes no vote of another',
  },
  {
    name: 'no votes for drafts at all',
    file: 'votes/store.ts',
    find: ' AND (published OR owner_id = $2)',
    replace: ' AND published AND owner_id IS DISTINCT FROM $2',
    check: 'a draft takes votes of its owner',
  },
  {
    name: 'votes are taken back from drafts of others',
    file: 'votes/store.ts',
    find: 'WHERE post_id IN (${visible}) AND user_id',
    replace: 'WHERE post_id = $1 AND user_id',
    check: 'a post that became a draft keeps its votes',
  },
  {
    name: 'a post that is not there is a vote',
    file: 'votes/routes.ts',
    find: `if (!cast) throw notFound('post', String(body.postId));`,
    replace: '',
    check: 'POST /votes for a deleted post answers 404',
  },
  {
    name: 'nothing to take back is fine',
    file: 'votes/routes.ts',
    find: `if (!removed) throw`,
    replace: `if (false) throw`,
    check: 'dir 0 answers 204, then 404',
  },
  {
    name: 'all votes of a post are taken back',
    file: 'votes/store.ts',
    find: 'AND user_id = $2 RETURNING',
    replace: 'AND $2 = $2 RETURNING',
    check: 'dir 0 takes back no vote of another',
  },
  {
    name: 'dir 0 answers with a body',
    file: 'votes/routes.ts',
    find: 'res.status(204).end();',
    replace: 'res.status(200).json(body);',
    check: 'dir 0 answers 204, then 404',
  },
  {
    name: 'a list counts all votes for each post',
    file: 'posts/statements.ts',
    find: 'WHERE post_id = posts.id',
    replace: 'WHERE post_id = post_id',
    check: 'a list has each post once, and counts its votes',
  },
  {
    name: 'a list counts the rows of a join',
    file: 'posts/statements.ts',
    find: '(SELECT count(*) FROM votes WHERE post_id = posts.id)',
    replace:
      '(SELECT count(*) FROM posts AS post LEFT JOIN votes ON post_id = post.id WHERE post.id = posts.id)',
    check: 'a list has each post once, and counts its votes',
  },
  {
    name: 'a list has a row for each vote',
    file: 'posts/statements.ts',
    find: "'JOIN (SELECT id",
    replace:
      "'LEFT JOIN votes AS cast_votes ON cast_votes.post_id = posts.id JOIN (SELECT id",
    check: 'a list has each post once, and counts its votes',
  },
  {
    name: 'a post counts all votes there are',
    file: 'posts/store.ts',
    find: 'FROM votes WHERE post_id = post.id',
    replace: 'FROM votes',
    check: 'each answer counts the votes of its post',
  },
  {
    name: 'a change answers without votes',
    file: 'posts/store.ts',
    find: `toPost(post, owner, post.get('votes'))`,
    replace: 'toPost(post, owner, 0)',
    check: 'each answer counts the votes of its post',
  },
  {
    name: 'a new post has no number of votes',
    file: 'posts/store.ts',
    find: 'owner, 0);',
    replace: 'owner, undefined);',
    check: 'a new post has no votes',
  },
  {
    name: 'votes cannot be sent back',
    file: 'posts/schemas.ts',
    find: 'votes: z.unknown().optional(),',
    replace: '',
    check: 'what was read can be sent back',
  },
  {
    name: 'a client says how many votes there are',
    file: 'posts/routes.ts',
    find: `res.status(201).location(\`/posts/\${post.id}\`).json(post);`,
    replace: `res.status(201).location(\`/posts/\${post.id}\`).json({ ...post, votes: req.body.votes ?? 0 });`,
    check: 'votes that are sent are ignored',
  },
  {
    name: 'votes are counted a moment later',
    file: 'votes/routes.ts',
    find: 'const cast = await votes.cast(postId, id);',
    replace: `const cast = true;
        setTimeout(() => votes.cast(postId, id).catch(() => undefined), 200);`,
    check: 'a vote that was answered is counted at once',
  },
  {
    name: 'look for the post, then vote',
    file: 'votes/store.ts',
    find: cast,
    replace: `(async () => {
        const there = await sql(visible, [postId, userId]);
        await new Promise((passed) => setTimeout(passed, 100));
        return there.length > 0 && has('INSERT INTO votes VALUES ($1, $2) RETURNING post_id', postId, userId).then(() => true);
      })().catch(taken),`,
    check: 'votes for a post that goes answer 201 or 404',
  },
  {
    name: 'who leaves while voting is a failure',
    file: 'votes/store.ts',
    find: cast,
    replace: `new Promise((passed) => setTimeout(passed, 100))
        .then(() => has(insert, postId, userId))
        .catch(taken),`,
    check: 'votes of somebody who leaves answer 201 or 401',
  },
];
