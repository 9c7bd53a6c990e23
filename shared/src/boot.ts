import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importTypeScript } from '../bin/import-typescript.js';

interface Running {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

interface Modules {
  createApp(settings?: unknown, database?: unknown): RequestListener;
  readSettings(env: Record<string, string>): unknown;
  openDatabase(settings: unknown): Promise<{ close?(): Promise<void> }>;
  createHttpServer(app: RequestListener, settings: unknown): { server: Server };
}

interface Choices {
  /** The address of an empty database. SQLite in memory unless given. */
  databaseUrl?: string;
  /** Takes `openDatabase` from `tests/unsafe-database.ts`. */
  unsafe?: boolean;
  /** More settings, by the names of their variables. */
  env?: Record<string, string>;
}

/**
 * Serves the app of the chapter in `dir` (absolute) on a free port of 127.0.0.1, with a database of its own.
 * Runs inside this process, so that many chapters boot in the time of one.
 */
export async function boot(
  dir: string,
  { databaseUrl = 'sqlite::memory:', unsafe = false, env }: Choices = {},
): Promise<Running> {
  process.env.NODE_ENV ??= 'test'; // Express prints the stack of each error otherwise
  const modules = await load(dir, unsafe);
  const { createApp, readSettings, openDatabase, createHttpServer } = modules;
  const settings = readSettings?.({
    DATABASE_URL: databaseUrl,
    BCRYPT_COST: '4', // the least: a hash in a millisecond
    CORS_ORIGINS: 'https://app.example',
    RATE_LIMIT: '1000000', // the most: the suites ask more than any client
    ...env,
  });
  const database = await openDatabase?.(settings);

  const app = createApp(settings, database);
  const server = createHttpServer?.(app, settings).server ?? createServer(app);
  await new Promise<void>((listening) =>
    server.listen(0, '127.0.0.1', listening),
  );
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await database?.close?.();
    },
  };
}

/** Where a chapter has what is started here. `app.ts` is in each, the others come later. */
export const bootFiles = [
  'src/settings.ts',
  'src/database.ts',
  'src/app.ts',
  'src/http-server.ts',
];

async function load(
  dir: string,
  unsafe: boolean,
): Promise<Partial<Modules> & Pick<Modules, 'createApp'>> {
  const files = bootFiles
    .concat(unsafe ? ['tests/unsafe-database.ts'] : [])
    .map((file) => join(dir, file))
    .filter((file) => existsSync(file));
  const modules = await Promise.all(
    files.map(
      (file) => importTypeScript(pathToFileURL(file).href) as Promise<Modules>,
    ),
  );

  return modules.reduce((all, some) => ({ ...all, ...some }));
}
