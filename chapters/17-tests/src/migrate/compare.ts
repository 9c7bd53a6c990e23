import type { Part } from './parts.ts';

export interface Difference {
  kind: 'missing' | 'extra' | 'changed';
  part: Part;
  wanted?: Part;
}

/** What must happen to `found` to make it `wanted`. A table that comes or goes stands for all its parts, a column for its key. */
export function compare(found: Part[], wanted: Part[]) {
  const has = (parts: Part[], part: Part) => parts.some(same(part));
  const stands = (part: Part) =>
    part.kind === 'table' ||
    [found, wanted].every((parts) => holds(parts, part));

  const extra = found.filter((part) => stands(part) && !has(wanted, part));
  const missing = wanted.filter((part) => stands(part) && !has(found, part));
  const changed = found.flatMap((part) => {
    const other = wanted.find(same(part));
    return other && plain(other) !== plain(part)
      ? [{ kind: 'changed' as const, part, wanted: other }]
      : [];
  });

  return [
    ...extra.map((part) => ({ kind: 'extra' as const, part })),
    ...missing.map((part) => ({ kind: 'missing' as const, part })),
    ...changed,
  ] satisfies Difference[] as Difference[];
}

/** A difference as a sentence, in which `there` says where the wanted parts are. */
export function sentenceOf({ kind, part, wanted }: Difference, there: string) {
  const title =
    part.kind === 'table' ? 'the table' : `the ${part.kind} ${part.on}`.trim();
  const subject = `${part.table}: ${title}`;

  if (kind === 'missing')
    return `${subject} is in ${there}, not in the database.`;
  if (kind === 'extra')
    return `${subject} is in the database, not in ${there}.`;
  return `${subject} is ${plain(part)} in the database, ${plain(wanted ?? part)} in ${there}.`;
}

function same({ kind, table, on }: Part) {
  return (part: Part) =>
    part.kind === kind && part.table === table && part.on === on;
}

/** Whether `parts` have the table of `part`, and if it is a key, the column. */
function holds(parts: Part[], { kind, table, on }: Part) {
  const isKey = kind === 'foreign key' && !on.includes(',');

  return parts.some(
    (part) =>
      part.table === table &&
      (!isKey || (part.kind === 'column' && on === `(${part.on})`)),
  );
}

function plain({ is }: Part) {
  return is.replaceAll(/\s+/g, ' ');
}
