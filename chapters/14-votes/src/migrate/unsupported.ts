import { type Difference, sentenceOf } from './compare.ts';
import type { Drift } from './drift.ts';
import { type Context, MigrateError } from './types.ts';

/** Throws one line if a difference cannot be told from the parts alone, or if what is there would be lost or in the way. */
export function refuse(
  { found, differences }: Drift,
  { dialect }: Pick<Context, 'dialect'>,
) {
  if (differences.length === 0)
    throw new MigrateError(
      'Models and tables agree: there is nothing to generate.',
    );

  for (const difference of differences) {
    const reason = reasonAgainst(difference);
    if (reason)
      throw new MigrateError(
        `${sentenceOf(difference, 'the models')} ${reason} Make a file with create, and write this migration by hand.`,
      );
  }

  function reasonAgainst({ kind, part }: Difference) {
    const isColumn = part.kind === 'column';
    const isCounterpart = ({
      kind: other,
      part: { kind, table },
    }: Difference) =>
      other !== 'changed' &&
      kind === part.kind &&
      (!isColumn || table === part.table);

    if (kind === 'changed' || part.kind === 'primary key')
      return 'generate changes nothing that stays.';
    if (
      (isColumn || part.kind === 'table') &&
      differences.some((other) => other.kind !== kind && isCounterpart(other))
    )
      return 'generate cannot tell a new name from one that goes and one that comes.';
    if (part.kind === 'foreign key' && dialect === 'sqlite')
      return 'SQLite takes or leaves a foreign key only together with its column.';
    return kind === 'extra' ? reasonToKeep(part) : reasonToWait(part);
  }

  function reasonToKeep({ kind, table, on, detail }: Difference['part']) {
    if (detail === 'constraint')
      return 'It stands in the definition of the table.';
    const names = new RegExp(`\\b${on}\\b`);
    const isChecked = found.some(
      (part) =>
        part.kind === 'check' && part.table === table && names.test(part.is),
    );
    return kind === 'column' && isChecked
      ? 'A CHECK of the table names it.'
      : undefined;
  }

  function reasonToWait({ kind, is, detail }: Difference['part']) {
    const isFilled = detail !== null || !is.endsWith(' NOT NULL');
    return kind === 'column' && (!isFilled || is === 'AUTO INCREMENT')
      ? 'The rows that are there have no value for it.'
      : undefined;
  }
}
