/** The interface of the package `sqlite3`, as far as chapters and Sequelize use it, on SQLite as WebAssembly. */
import { EventEmitter } from 'node:events';
import { dirname, resolve } from 'node:path';
import { existsSync, writeFileSync } from '../node/fs.ts';
import { busy, outPointer, sqlite, withText } from './library.ts';
import { check, execute, type Row, SqliteError } from './statement.ts';

const { setTimeout } = globalThis;

export const OPEN_READONLY = 1;
export const OPEN_READWRITE = 2;
export const OPEN_CREATE = 4;
export const OPEN_FULLMUTEX = 0x10000;
export const OPEN_URI = 0x40;

/** As node-sqlite3 waits for a lock: so long, and no longer. */
const patienceMs = 1_000;
const tryAgainMs = 5;

/** SQLite's files lie in memory of its own, under names by the path and by how often the file was made. */
const files = new Map<string, string>();
let lastFile = 0;

type Callback = (this: unknown, error: Error | null, result?: unknown) => void;

/** What a callback has as `this`. Sequelize asks for the name of the class. */
class Statement {
  sql: string;
  lastID = 0;
  changes = 0;

  constructor(sql: string) {
    this.sql = sql;
  }
}
Object.defineProperty(Statement, 'name', { value: 'Statement' });

export class Database extends EventEmitter {
  filename: string;
  open = false;
  #pointer = 0;

  constructor(filename: string, ...rest: [mode?: unknown, callback?: unknown]) {
    super();
    this.filename = filename;
    const callback = rest.find((arg) => typeof arg === 'function');
    let error: Error | null = null;
    try {
      this.#open(nameOf(filename));
    } catch (thrown) {
      error = thrown as Error;
    }
    this.#answer(callback as Callback | undefined, this, error);
    if (!error) setImmediate(() => this.emit('open'));
  }

  run(sql: string, ...args: unknown[]): this {
    return this.#execute(sql, args, Infinity, () => undefined);
  }

  all(sql: string, ...args: unknown[]): this {
    return this.#execute(sql, args, Infinity, (rows) => rows);
  }

  get(sql: string, ...args: unknown[]): this {
    return this.#execute(sql, args, 1, ([first]) => first);
  }

  exec(sql: string, callback?: Callback): this {
    let error: Error | null = null;
    try {
      this.#refuseClosed();
      const code = withText(sql, (text) =>
        sqlite._sqlite3_exec(this.#pointer, text, 0, 0, 0),
      );
      check(code, this.#pointer);
    } catch (thrown) {
      error = thrown as Error;
    }
    this.#answer(callback, this, error);
    return this;
  }

  close(callback?: Callback): void {
    let error: Error | null = null;
    try {
      this.#refuseClosed();
      check(sqlite._sqlite3_close_v2(this.#pointer), this.#pointer);
      this.open = false;
    } catch (thrown) {
      error = thrown as Error;
    }
    this.#answer(callback, this, error);
    if (!error) setImmediate(() => this.emit('close'));
  }

  // Statements run in the order of the calls in any case.
  serialize(work?: () => void): void {
    work?.();
  }

  parallelize(work?: () => void): void {
    work?.();
  }

  configure(): void {}

  interrupt(): void {}

  #open(name: string): void {
    const { result, pointer } = outPointer((place) =>
      withText(name, (text) => sqlite._sqlite3_open(text, place)),
    );
    this.#pointer = pointer;
    check(result, pointer);
    this.open = true;
  }

  /** The values of a statement stand one by one, in a list or in an object; a callback may come last. */
  #execute(
    sql: string,
    args: unknown[],
    most: number,
    pick: (rows: Row[]) => unknown,
  ): this {
    const last = args.at(-1);
    const callback = typeof last === 'function' ? last : undefined;
    const given = callback ? args.slice(0, -1) : args;
    const values = given.length > 1 ? given : given[0];
    const giveUpAt = performance.now() + patienceMs;

    const attempt = () => {
      const statement = new Statement(sql);
      try {
        this.#refuseClosed();
        const rows = execute(this.#pointer, sql, values, most);
        statement.changes = sqlite._sqlite3_changes(this.#pointer);
        statement.lastID = this.#lastId(sql);
        this.#answer(callback as Callback, statement, null, pick(rows));
      } catch (error) {
        const isBusy = error instanceof SqliteError && error.errno === busy;
        // Nothing else can run while this one waits: whoever holds the lock would never let go.
        if (isBusy && performance.now() < giveUpAt)
          setTimeout(attempt, tryAgainMs);
        else this.#answer(callback as Callback, statement, error as Error);
      }
    };
    attempt();
    return this;
  }

  #lastId(sql: string): number {
    if (!/^\s*(insert|replace|with)\b/i.test(sql)) return 0;
    const [first] = execute(
      this.#pointer,
      'SELECT last_insert_rowid() AS id',
      undefined,
      1,
    );
    return Number(first?.['id']);
  }

  #answer(
    callback: Callback | undefined,
    self: unknown,
    error: Error | null,
    result?: unknown,
  ): void {
    setImmediate(() => {
      if (callback) callback.call(self, error, result);
      else if (error) this.emit('error', error);
    });
  }

  #refuseClosed(): void {
    if (!this.open) throw new SqliteError(21, 'Database is closed');
  }
}

/** SQLite's name for a file: the same for all connections, as long as the file is there. */
function nameOf(filename: string): string {
  if (filename === '' || filename === ':memory:') return filename;

  const path = resolve('/app', filename);
  if (!existsSync(dirname(path)))
    throw new SqliteError(14, 'unable to open database file');
  const known = files.get(path);
  if (known && existsSync(path)) return known;

  const name = `database-${++lastFile}`;
  files.set(path, name);
  writeFileSync(path, '');
  return name;
}

export function verbose() {
  return sqlite3;
}

const sqlite3 = {
  Database,
  OPEN_READONLY,
  OPEN_READWRITE,
  OPEN_CREATE,
  OPEN_FULLMUTEX,
  OPEN_URI,
  Statement,
  verbose,
};

export { Statement };
export default sqlite3;
