import { nameOfIndex, nameOfKey } from './names.ts';
import type { Part } from './parts.ts';
import type { Context } from './types.ts';

/** Gives functions that write SQL for `parts`, with {{types.…}} where each kind of database has its own word. */
export function createWriter(parts: Part[], { types }: Context) {
  function add(part: Part) {
    const { kind, table } = part;
    if (kind === 'table') return addTable(part);
    if (kind === 'column')
      return [`ALTER TABLE ${table} ADD COLUMN ${column(part)}`];
    if (kind === 'foreign key')
      return [`ALTER TABLE ${table} ADD ${foreignKey(part)}`];
    return [addIndex(part)];
  }

  function addTable({ table, detail }: Part) {
    const of = (kind: Part['kind']) =>
      parts.filter((part) => part.table === table && part.kind === kind);
    const hasId = of('column').some(isId);
    const lines = [
      ...of('column').map(column),
      ...of('primary key')
        .filter(() => !hasId)
        .map(({ on }) => `PRIMARY KEY ${on}`),
      ...of('unique').filter(isInTable).map(unique),
      ...of('foreign key').filter(isComposite).map(foreignKey),
      ...of('check').map(({ name, is }) => `CONSTRAINT ${name} ${is}`),
    ];
    const indexes = [...of('unique'), ...of('index')].filter(
      (part) => !isInTable(part),
    );

    return [
      detail ?? `CREATE TABLE ${table} (\n    ${lines.join(',\n    ')}\n  )`,
      ...indexes.map(addIndex),
    ];
  }

  function column(part: Part) {
    const { table, on, is, detail } = part;
    if (isId(part)) return `${on} {{types.id}}`;

    const [type = '', notNull = ''] = is.split(/(?= NOT NULL)/);
    const [word] =
      Object.entries(types).find(([, text]) => text === type) ?? [];
    const key = parts.find(
      (other) =>
        other.kind === 'foreign key' &&
        other.table === table &&
        other.on === `(${on})`,
    );

    return (
      `${on} ${word ? `{{types.${word}}}` : type}${notNull}` +
      (detail ? ` DEFAULT ${detail}` : '') +
      (key ? ` CONSTRAINT ${nameOfKey(key)} ${key.is}` : '')
    );
  }

  return { add, drop };
}

function drop(part: Part) {
  const { kind, table, name } = part;
  if (kind === 'table') return [`DROP TABLE ${table}`];
  if (kind === 'column') return [`ALTER TABLE ${table} DROP COLUMN ${name}`];
  if (kind === 'foreign key')
    return [`ALTER TABLE ${table} DROP CONSTRAINT ${nameOfKey(part)}`];
  return [`DROP INDEX ${nameOfIndex(part)}`];
}

function addIndex(part: Part) {
  const word = part.kind === 'unique' ? 'UNIQUE INDEX' : 'INDEX';

  return `CREATE ${word} ${nameOfIndex(part)} ON ${part.table} ${part.on}`;
}

function foreignKey(part: Part) {
  return `CONSTRAINT ${nameOfKey(part)} FOREIGN KEY ${part.on} ${part.is}`;
}

function unique(part: Part) {
  return `CONSTRAINT ${nameOfIndex(part)} UNIQUE ${part.on}`;
}

function isId({ is }: Part) {
  return is === 'AUTO INCREMENT';
}

function isInTable({ detail }: Part) {
  return detail === 'constraint';
}

function isComposite({ on }: Part) {
  return on.includes(',');
}
