import { ConnectionError } from 'sequelize';
import { MigrateError } from './migrate/types.ts';
import { SettingsError } from './settings-error.ts';

/** What to print when a program ends: one line for what was to be expected, a stack for what was not. */
export function reasonOf(error: unknown) {
  if (!(error instanceof Error)) return error;

  const isPlain =
    error instanceof SettingsError ||
    error instanceof MigrateError ||
    error instanceof ConnectionError ||
    'syscall' in error;
  return isPlain ? error.message : error.stack;
}
