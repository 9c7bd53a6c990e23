import { z } from 'zod';
import { SettingsError } from './settings-error.ts';

const database = /^(sqlite:.|(postgres|postgresql|mysql|mariadb):\/\/.)/;

const variables = z.object({
  PORT: z
    .string()
    .refine(isPort, 'must be a whole number from 0 to 65535.')
    .default('3000')
    .transform(Number),
  DATABASE_URL: z
    .string()
    .regex(
      database,
      'must begin with sqlite:, postgres://, mysql:// or mariadb://.',
    )
    .default('sqlite:data.sqlite'),
  LOG_SQL: z
    .enum(['true', 'false'], 'must be true or false.')
    .default('false')
    .transform((value) => value === 'true'),
});

export type Settings = ReturnType<typeof readSettings>;

/** Reads the settings; what is missing or empty has its default. Throws a SettingsError that names every wrong variable. */
export function readSettings(env: NodeJS.ProcessEnv) {
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const result = variables.safeParse(Object.fromEntries(given));
  if (!result.success) throw new SettingsError(result.error.issues);

  const { PORT, DATABASE_URL, LOG_SQL } = result.data;
  return { port: PORT, databaseUrl: DATABASE_URL, logSql: LOG_SQL };
}

function isPort(text: string) {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}
