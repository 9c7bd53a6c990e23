import { z } from 'zod';
import { origins } from './origins.ts';
import { SettingsError } from './settings-error.ts';

const database = /^(sqlite:.|(postgres|postgresql|mysql|mariadb):\/\/.)/;

const variables = z.object({
  PORT: wholeNumber(0, 65_535).default(3000),
  DATABASE_URL: z
    .string()
    .regex(database, {
      error: 'must begin with sqlite:, postgres://, mysql:// or mariadb://.',
      abort: true,
    })
    .refine(
      isReadable,
      'must be a URL. In a password, write / ? # % as %2F %3F %23 %25.',
    )
    .default('sqlite:data.sqlite'),
  LOG_SQL: z
    .enum(['true', 'false'], 'must be true or false.')
    .default('false')
    .transform((value) => value === 'true'),
  POOL_SIZE: wholeNumber(1, 100).default(10),
  DATABASE_TIMEOUT_MS: wholeNumber(1, 60_000).default(5_000),
  GRACE_MS: wholeNumber(0, 300_000).default(10_000),
  BCRYPT_COST: wholeNumber(4, 15).default(12),
  JWT_SECRET: z
    .string()
    .refine(
      (secret) => Buffer.byteLength(secret) >= 32,
      'must have at least 32 bytes, made by chance.',
    )
    .optional(),
  TOKEN_SECONDS: wholeNumber(1, 86_400).default(900),
  CORS_ORIGINS: origins.default([]),
});

export type Settings = ReturnType<typeof readSettings>;

/** Reads the settings; what is missing or empty has its default. Throws a SettingsError that names every wrong variable. */
export function readSettings(env: NodeJS.ProcessEnv) {
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const result = variables.safeParse({
    ...(env['NODE_ENV'] === 'production' && { JWT_SECRET: '' }),
    ...Object.fromEntries(given),
  });
  if (!result.success) throw new SettingsError(result.error.issues);

  const { data } = result;
  return {
    port: data.PORT,
    databaseUrl: data.DATABASE_URL,
    logSql: data.LOG_SQL,
    poolSize: data.POOL_SIZE,
    databaseTimeoutMs: data.DATABASE_TIMEOUT_MS,
    graceMs: data.GRACE_MS,
    bcryptCost: data.BCRYPT_COST,
    jwtSecret: data.JWT_SECRET,
    tokenSeconds: data.TOKEN_SECONDS,
    corsOrigins: data.CORS_ORIGINS,
  };
}

function wholeNumber(least: number, most: number) {
  const isOne = (text: string) =>
    /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;

  return z
    .string()
    .refine(isOne, `must be a whole number from ${least} to ${most}.`)
    .transform(Number);
}

function isReadable(url: string) {
  const isUrl = URL.canParse(url) && !/%(?![\da-f]{2})/i.test(url);

  return isUrl || url.startsWith('sqlite:');
}
