/** What chapters import from npm, and what stands for it: itself, a package that does the same, or a file here. */
export const packages: Record<string, string> = {
  express: 'express',
  zod: 'zod',
  vitest: 'vitest',
  supertest: 'supertest',
  'supertest/lib/agent.js': 'supertest/lib/agent.js',
  sqlite3: './sqlite/sqlite3.ts',
  pg: './stand-ins/pg.ts',
  mysql2: './stand-ins/mysql2.ts',
  sequelize: 'sequelize',
  bcrypt: './stand-ins/bcrypt.ts',
  jsonwebtoken: 'jsonwebtoken',
  'p-limit': 'p-limit',
  'rate-limiter-flexible': './stand-ins/rate-limiter-flexible.ts',
  umzug: 'umzug',
  cors: 'cors',
  helmet: 'helmet',
  'fast-check': 'fast-check',
  '@zxcvbn-ts/language-common': '@zxcvbn-ts/language-common',
};

/** The modules of Node that chapters get: each has a file in `node/`. */
export const ownNames = [
  'node:buffer',
  'node:crypto',
  'node:events',
  'node:fs',
  'node:fs/promises',
  'node:http',
  'node:net',
  'node:os',
  'node:path',
  'node:stream',
  'node:stream/consumers',
  'node:timers/promises',
  'node:url',
  'node:util',
];
