/** The C interface of SQLite (sqlite.org/c3ref), from the WebAssembly of sql.js; its JavaScript is not used. */
import initSqlJs from 'sql.js/dist/sql-wasm-browser.js';
import wasmFile from 'sql.js/dist/sql-wasm-browser.wasm';

import { originalFetch } from '../original-fetch.ts';

type Pointer = number;

/** The functions that are used here. Text and blobs are pointers. */
interface Functions {
  _malloc(bytes: number): Pointer;
  _free(pointer: Pointer): void;
  _sqlite3_open(path: Pointer, database: Pointer): number;
  _sqlite3_close_v2(database: Pointer): number;
  _sqlite3_errmsg(database: Pointer): Pointer;
  _sqlite3_exec(
    database: Pointer,
    sql: Pointer,
    callback: 0,
    argument: 0,
    error: 0,
  ): number;
  _sqlite3_prepare_v2(
    database: Pointer,
    sql: Pointer,
    bytes: number,
    statement: Pointer,
    rest: 0,
  ): number;
  _sqlite3_step(statement: Pointer): number;
  _sqlite3_reset(statement: Pointer): number;
  _sqlite3_finalize(statement: Pointer): number;
  _sqlite3_changes(database: Pointer): number;
  _sqlite3_bind_parameter_index(statement: Pointer, name: Pointer): number;
  _sqlite3_bind_int(statement: Pointer, at: number, value: number): number;
  _sqlite3_bind_double(statement: Pointer, at: number, value: number): number;
  _sqlite3_bind_text(
    statement: Pointer,
    at: number,
    text: Pointer,
    bytes: number,
    destructor: number,
  ): number;
  _sqlite3_bind_blob(
    statement: Pointer,
    at: number,
    blob: Pointer,
    bytes: number,
    destructor: number,
  ): number;
  _sqlite3_column_count(statement: Pointer): number;
  _sqlite3_column_name(statement: Pointer, at: number): Pointer;
  _sqlite3_column_type(statement: Pointer, at: number): number;
  _sqlite3_column_double(statement: Pointer, at: number): number;
  _sqlite3_column_text(statement: Pointer, at: number): Pointer;
  _sqlite3_column_blob(statement: Pointer, at: number): Pointer;
  _sqlite3_column_bytes(statement: Pointer, at: number): number;
}

const memories: WebAssembly.Memory[] = [];

export const sqlite = (await initSqlJs({
  instantiateWasm(imports, receive) {
    const file = originalFetch(new URL(wasmFile, import.meta.url));
    void WebAssembly.instantiateStreaming(file, imports).then(
      ({ instance, module }) => {
        memories.push(
          ...Object.values(instance.exports).filter(
            (one) => one instanceof WebAssembly.Memory,
          ),
        );
        receive(instance, module);
      },
    );
    return {};
  },
})) as unknown as Functions;

export const [ok, busy, row] = [0, 5, 100];
export const [integerType, floatType, textType, blobType] = [1, 2, 3, 4];
/** SQLite makes a copy of its own. */
export const transient = -1;

/** The bytes at `pointer`, copied. */
export function bytesAt(pointer: Pointer, length: number): Buffer {
  return Buffer.from(memory().slice(pointer, pointer + length));
}

/** The text at `pointer`, up to its NUL. */
export function textAt(pointer: Pointer): string {
  const bytes = memory();
  return bytesAt(pointer, bytes.indexOf(0, pointer) - pointer).toString();
}

/** A place of four bytes that a function writes a pointer to. */
export function outPointer<Result>(use: (place: Pointer) => Result): {
  result: Result;
  pointer: Pointer;
} {
  return withBytes(new Uint8Array(4), (place) => {
    const result = use(place);
    const pointer = new DataView(memory().buffer).getUint32(place, true);
    return { result, pointer };
  });
}

/** `bytes` where SQLite can read them, while `use` runs. */
export function withBytes<Result>(
  bytes: Uint8Array,
  use: (pointer: Pointer) => Result,
): Result {
  const pointer = sqlite._malloc(Math.max(1, bytes.length));
  memory().set(bytes, pointer);
  try {
    return use(pointer);
  } finally {
    sqlite._free(pointer);
  }
}

/** The same for text, with a NUL at its end. */
export function withText<Result>(
  text: string,
  use: (pointer: Pointer) => Result,
): Result {
  return withBytes(Buffer.from(`${text}\0`), use);
}

function memory(): Uint8Array {
  const [found] = memories;
  if (!found) throw new Error('SQLite has no memory.');
  return new Uint8Array(found.buffer);
}
