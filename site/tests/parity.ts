import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../shared/src/chapters.ts';
import type { Built, Files, TabRequest, TabResponse } from '../tab/tab.ts';
import type { AnyPage } from './tab-page.ts';

/** What became of each test, by the chapter's name, the file and the test's name. */
export type Outcomes = Map<string, string>;

export function keyOf(chapter: string, file: string, name: string): string {
  return `${chapter}/${file} ${name.replaceAll(uuid, '<uuid>')}`;
}

/** A test that is named by an id of chance has another name in each run. */
const uuid = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

interface Report {
  testResults: {
    name: string;
    assertionResults: {
      ancestorTitles: string[];
      title: string;
      status: string;
    }[];
  }[];
}

/** Runs those test files in Node, in one Vitest. */
export async function runInNode(
  wanted: Map<string, string[]>,
): Promise<Outcomes> {
  const folder = mkdtempSync(join(tmpdir(), 'ground-up parity '));
  const report = join(folder, 'report.json');
  const files = [...wanted].flatMap(([chapter, paths]) =>
    paths.map((path) => join('chapters', chapter, path)),
  );
  const child = spawn(
    process.execPath,
    [
      join('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...['--config', join('site', 'tests', 'parity.vitest.ts')],
      ...['--reporter', 'json', '--outputFile', report],
      ...files,
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said = text(child.stderr);
  await once(child, 'exit');
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    return new Map(
      testResults.flatMap(({ name, assertionResults }) => {
        const tests = dirname(name);
        const chapter = basename(dirname(tests));
        const file = `tests/${name
          .slice(tests.length + 1)
          .split(sep)
          .join('/')}`;
        return assertionResults.map(({ ancestorTitles, title, status }) => [
          keyOf(chapter, file, [...ancestorTitles, title].join(' > ')),
          ['pending', 'todo'].includes(status) ? 'skipped' : status,
        ]);
      }),
    );
  } catch (error) {
    throw new Error(`Vitest gave no report. ${await said}`, { cause: error });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts `files` in a tab of `page`; gives an address that a client of the network can ask, and what ends it. */
export async function bridge(
  page: AnyPage,
  files: Files,
  name: string,
  built: Built,
) {
  await page.evaluate(
    async ({ files, name, built }) => {
      const tab = window.createTab({ assets: 'tab/', built, limit: 60_000 });
      window.tabs[name] = tab;
      await tab.run(files);
    },
    { files, name, built },
  );
  const ask = (request: TabRequest): Promise<TabResponse> =>
    page.evaluate(
      ({ request, name }) => {
        const tab = window.tabs[name];
        if (!tab) throw new Error(`There is no tab ${name}.`);
        return tab.fetch(request);
      },
      { request, name },
    );

  const server = createServer((req, res) => {
    void (async () => {
      const { status, statusText, headers, body } = await ask({
        method: req.method ?? '',
        path: req.url ?? '',
        headers: pairsOf(req.rawHeaders),
        body: await text(req),
      });
      const kept = headers.filter(([header]) => !/^connection$/i.test(header));
      res.writeHead(status, statusText, kept.flat());
      res.end(body);
    })().catch((error: unknown) => {
      res.writeHead(502);
      res.end(String(error));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
      return page.evaluate((name) => window.tabs[name]?.stop(), name);
    },
  };
}

function pairsOf(flat: string[]): [string, string][] {
  return flat.flatMap((name, index) =>
    index % 2 === 0 && !/^(connection|content-length)$/i.test(name)
      ? [[name, flat[index + 1] ?? ''] as [string, string]]
      : [],
  );
}

/** A `src/server.ts` that starts the chapter as the kit does when it records: see `shared/src/boot.ts`. */
export function recordingServer(
  files: Files,
  { unsafe, env }: { unsafe: boolean; env: Record<string, string> },
): string {
  const has = (path: string) => path in files;
  const settings = {
    DATABASE_URL: 'sqlite::memory:',
    BCRYPT_COST: '4',
    CORS_ORIGINS: 'https://app.example',
    RATE_LIMIT: '1000000',
    ...env,
  };
  const database = unsafe
    ? '../tests/unsafe-database.ts'
    : has('src/database.ts')
      ? './database.ts'
      : undefined;
  return `
    import { createApp } from './app.ts';
    ${has('src/settings.ts') ? "import { readSettings } from './settings.ts';" : 'const readSettings = () => undefined;'}
    ${database ? `import { openDatabase } from '${database}';` : 'const openDatabase = () => undefined;'}
    ${has('src/http-server.ts') ? "import { createHttpServer } from './http-server.ts';" : "import { createServer } from 'node:http'; const createHttpServer = (app) => ({ server: createServer(app) });"}
    process.env.NODE_ENV = 'test';
    const settings = readSettings(${JSON.stringify(settings)});
    const app = createApp(settings, await openDatabase(settings));
    createHttpServer(app, settings).server.listen(3000, '127.0.0.1');
  `;
}
