/** What the build makes of the list of packages, and of the exports of the files in `node/`. */
declare module 'virtual:packages' {
  export const packages: Record<string, () => Promise<object>>;
}

declare module 'virtual:names' {
  export const names: Record<string, string[] | null>;
}

declare module 'events/events.js' {
  export { EventEmitter as default } from 'node:events';
}

declare module 'path-browserify' {
  export { default } from 'node:path';
}

declare module 'readable-stream' {
  export { default } from 'node:stream';
}

declare module 'util/util.js' {
  export { default } from 'node:util';
}

declare module 'sql.js/dist/sql-wasm-browser.js' {
  export default function initSqlJs(options: {
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (
        instance: WebAssembly.Instance,
        module: WebAssembly.Module,
      ) => void,
    ): object;
  }): Promise<object>;
}

declare module '*.wasm' {
  const file: string;
  export default file;
}

declare module 'rate-limiter-flexible/lib/*' {
  const limiter: unknown;
  export default limiter;
}
