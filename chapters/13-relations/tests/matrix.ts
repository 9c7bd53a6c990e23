const password = 'correct horse battery';

export const post = {
  title: 'Hello',
  content: 'My first post',
  published: true,
};
export const draft = { ...post, published: false };

const bye = { title: 'Bye' };
const kim = { name: 'Kim', email: 'kim@example.com', password };
const login = { email: 'alice@example.com', password };
const change = { oldPassword: password, newPassword: 'seven purple kettles' };

type Row = [
  route: string,
  answers: [nobody: number, owner: number, other: number, worthless: number],
  body?: object,
];

/** What each route answers to each role. `:id` is the owner's, or a post of theirs: published, or a draft. */
export const matrix: Row[] = [
  ['GET /', [200, 200, 200, 401]],
  ['GET /other_endpoint', [200, 200, 200, 401]],
  ['GET /health', [200, 200, 200, 200]],
  ['GET /health/live', [200, 200, 200, 200]],
  ['GET /health/ready', [200, 200, 200, 200]],

  ['GET /posts', [200, 200, 200, 401]],
  ['POST /posts', [401, 201, 201, 401], post],
  ['GET /posts/:id', [200, 200, 200, 401]],
  ['GET /posts/:id of a draft', [404, 200, 404, 401]],
  ['PUT /posts/:id', [401, 200, 403, 401], post],
  ['PUT /posts/:id of a draft', [401, 200, 404, 401], post],
  ['PATCH /posts/:id', [401, 200, 403, 401], bye],
  ['PATCH /posts/:id of a draft', [401, 200, 404, 401], bye],
  ['DELETE /posts/:id', [401, 204, 403, 401]],
  ['DELETE /posts/:id of a draft', [401, 204, 404, 401]],

  ['POST /auth/login', [200, 200, 200, 200], login],
  ['POST /auth/token', [400, 400, 400, 400]],

  ['POST /users', [201, 409, 409, 401], kim],
  ['GET /users/me', [401, 200, 200, 401]],
  ['PATCH /users/me', [401, 200, 200, 401], { name: 'Kim' }],
  ['PATCH /users/me/password', [401, 204, 204, 401], change],
  ['DELETE /users/me', [401, 204, 204, 401]],
  ['GET /users/:id', [200, 200, 200, 401]],
  ['GET /users/:id/posts', [200, 200, 200, 401]],
];
