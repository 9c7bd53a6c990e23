import type { MigrationError } from 'umzug';
import type { Context } from './types.ts';

/** What has failed, why, and what is left of it. */
export function explainFailure(
  { migration, cause }: MigrationError,
  { dialect }: Pick<Context, 'dialect'>,
) {
  const { name, direction } = migration;
  const [reason] = String(cause instanceof Error ? cause.message : cause).split(
    '\n',
  );
  const rest =
    dialect === 'mysql'
      ? 'What it did before stays: MySQL and MariaDB commit at each CREATE, ALTER and DROP.'
      : 'Nothing of it stays.';

  return `Migration ${name} failed (${direction}): ${reason}. ${rest}`;
}
