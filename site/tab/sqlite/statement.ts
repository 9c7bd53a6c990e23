import {
  blobType,
  bytesAt,
  floatType,
  integerType,
  ok,
  outPointer,
  row,
  sqlite,
  textAt,
  textType,
  transient,
  withBytes,
  withText,
} from './library.ts';

export type Row = Record<string, unknown>;

/** What SQLite refused: `errno` is its result code (sqlite.org/rescode.html). */
export class SqliteError extends Error {
  errno: number;
  code: string;

  constructor(errno: number, message: string) {
    const code = codes[errno] ?? 'SQLITE_UNKNOWN';
    super(`${code}: ${message}`);
    this.errno = errno;
    this.code = code;
  }
}

const codes: Record<number, string> = {
  1: 'SQLITE_ERROR',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  18: 'SQLITE_TOOBIG',
  19: 'SQLITE_CONSTRAINT',
  20: 'SQLITE_MISMATCH',
  21: 'SQLITE_MISUSE',
  25: 'SQLITE_RANGE',
  26: 'SQLITE_NOTADB',
};

/** Throws unless `code` is that of success. */
export function check(code: number, database: number): void {
  if (code !== ok)
    throw new SqliteError(code, textAt(sqlite._sqlite3_errmsg(database)));
}

/** Runs the first statement of `sql` and gives at most `most` of its rows. Throws a SqliteError. */
export function execute(
  database: number,
  sql: string,
  values: unknown,
  most: number,
): Row[] {
  const { result, pointer: statement } = outPointer((place) =>
    withText(sql, (text) =>
      sqlite._sqlite3_prepare_v2(database, text, -1, place, 0),
    ),
  );
  check(result, database);
  if (statement === 0) return []; // nothing but white space or a comment

  try {
    bindAll(statement, values, database);
    const rows: Row[] = [];
    let code = sqlite._sqlite3_step(statement);
    while (code === row && rows.length < most) {
      rows.push(readRow(statement));
      if (rows.length < most) code = sqlite._sqlite3_step(statement);
    }
    if (code !== row && code !== done) check(code, database);
    return rows;
  } finally {
    sqlite._sqlite3_finalize(statement);
  }
}

const done = 101;

function readRow(statement: number): Row {
  const count = sqlite._sqlite3_column_count(statement);
  const pairs = Array.from({ length: count }, (_, at) => [
    textAt(sqlite._sqlite3_column_name(statement, at)),
    readColumn(statement, at),
  ]);
  return Object.fromEntries(pairs) as Row;
}

function readColumn(statement: number, at: number): unknown {
  switch (sqlite._sqlite3_column_type(statement, at)) {
    case integerType:
    case floatType:
      return sqlite._sqlite3_column_double(statement, at);
    case textType:
      return bytesAt(
        sqlite._sqlite3_column_text(statement, at),
        sqlite._sqlite3_column_bytes(statement, at),
      ).toString();
    case blobType:
      return bytesAt(
        sqlite._sqlite3_column_blob(statement, at),
        sqlite._sqlite3_column_bytes(statement, at),
      );
    default:
      return null;
  }
}

/** Values by position for a list, by name for an object: `{ $title: 'Hello' }`. */
function bindAll(statement: number, values: unknown, database: number): void {
  if (values === undefined || values === null) return;
  if (Array.isArray(values)) {
    for (const [index, value] of values.entries())
      check(bind(statement, index + 1, value), database);
    return;
  }
  if (typeof values !== 'object' || isBytes(values))
    return check(bind(statement, 1, values), database);

  for (const [name, value] of Object.entries(values)) {
    const at = withText(name, (text) =>
      sqlite._sqlite3_bind_parameter_index(statement, text),
    );
    check(bind(statement, at, value), database);
  }
}

/** As node-sqlite3 does: whole numbers of 32 bits are INTEGER, others REAL; a date is its milliseconds. */
function bind(statement: number, at: number, value: unknown): number {
  if (value === undefined || value === null) return ok; // a parameter is NULL until it is bound
  if (typeof value === 'boolean')
    return sqlite._sqlite3_bind_int(statement, at, Number(value));
  if (typeof value === 'number' || value instanceof Date) {
    const number = Number(value);
    return number === (number | 0)
      ? sqlite._sqlite3_bind_int(statement, at, number)
      : sqlite._sqlite3_bind_double(statement, at, number);
  }
  if (isBytes(value))
    return withBytes(value, (blob) =>
      sqlite._sqlite3_bind_blob(statement, at, blob, value.length, transient),
    );

  const bytes = Buffer.from(String(value as string));
  return withBytes(bytes, (text) =>
    sqlite._sqlite3_bind_text(statement, at, text, bytes.length, transient),
  );
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}
