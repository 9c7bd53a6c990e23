import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { chromium, type ConsoleMessage, type Page } from 'playwright-core';
import { boot } from '../../shared/src/boot.ts';
import { type Chapter, chapterBefore } from '../../shared/src/chapters.ts';
import {
  apiOrigin,
  pageOrigins,
  shownCode,
} from '../../shared/src/generate.ts';
import {
  type BrowserRecording,
  type Call,
  type Kit,
  readCalls,
  type RecordedCall,
} from '../../shared/src/kit.ts';

type Api = Awaited<ReturnType<typeof serveApi>>;

/**
 * What a browser says to the calls of a chapter, with the ports that a lesson shows, and a picture of the page APP: those
 * of its calls that are made to both chapters, side by side.
 */
export async function browse(
  kit: Kit,
  chapter: Chapter,
  executablePath: string,
): Promise<BrowserRecording & { picture: Buffer }> {
  const before = chapterBefore(kit.chapters, chapter) ?? chapter;
  const sites = { APP: await servePage(), OTHER: await servePage() };
  const apis = {
    here: await serveApi(chapter, sites.APP.url),
    before: await serveApi(before, sites.APP.url),
  };
  const shown = [
    [sites.APP.url, pageOrigins.APP],
    [sites.OTHER.url, pageOrigins.OTHER],
    [apis.here.url, apiOrigin],
    [apis.before.url, apiOrigin],
  ] as const;
  const mask = (line: string) =>
    shown.reduce((text, [url, as]) => text.replaceAll(url, as), line);

  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const size = { width: 860, height: 600 };
    const pages = {
      APP: await browser.newPage({ viewport: size }),
      OTHER: await browser.newPage(),
    };
    await pages.APP.goto(sites.APP.url);
    await pages.OTHER.goto(sites.OTHER.url);

    const calls: Record<string, RecordedCall> = {};
    for (const { name, ...call } of readCalls(kit, chapter)) {
      const { says, api } = await make(call, pages[call.page], apis[call.on]);
      calls[name] = { ...call, says: says.map(mask), api };
    }

    const columns = [before, chapter].map(({ number }) => `Chapter ${number}`);
    const table = JSON.stringify(draw(columns, Object.values(calls)));
    await pages.APP.evaluate(
      `document.body.insertAdjacentHTML('beforeend', ${table})`,
    );
    return {
      browser: `Chromium ${browser.version()}`,
      calls,
      picture: await pages.APP.screenshot({ fullPage: true }),
    };
  } finally {
    await browser.close();
    for (const { close } of Object.values(apis)) await close();
    for (const { close } of Object.values(sites)) close();
  }
}

/** Runs the code as a browser's console would. Resolves with what the console says, and what the API answers. */
async function make({ code }: Pick<Call, 'code'>, page: Page, api: Api) {
  const says: string[] = [];
  const listen = (message: ConsoleMessage) => void says.push(message.text());
  const listenToErrors = (error: Error) =>
    void says.push(`Uncaught (in promise) ${String(error)}`);
  const log = api.listen();
  page.on('console', listen).on('pageerror', listenToErrors);

  const filled = code
    .replaceAll('{{api}}', api.url)
    .replaceAll('{{token}}', api.token);
  const body = code.includes('await') ? filled : `return ${filled}`;
  const isRejected = await page.evaluate<boolean>(
    `new Promise((done) => {
      const call = (async () => { ${body} })();
      call.then(() => done(false), () => done(true));
      void call.finally(() => 0); // nobody catches what this throws
    })`,
  );
  const isHeard = () =>
    !isRejected || says.some((line) => line.startsWith('Uncaught'));
  await untilStill(
    () => !isHeard() || log.isBusy() || says.length + log.lines.length,
  );

  page.off('console', listen).off('pageerror', listenToErrors);
  log.stop();
  return { says: counted(says), api: counted(log.lines) };
}

/** Resolves when `look` has given the same number for a while: a browser's messages come one by one. */
async function untilStill(look: () => number | true) {
  let last: number | true = true;
  while (look() === true || look() !== last) {
    last = look();
    await setTimeout(150);
  }
}

/** Equal lines become one, as in a browser's console. */
function counted(lines: string[]) {
  return [...new Set(lines)].map((line) => {
    const count = lines.filter((one) => one === line).length;
    return count === 1 ? line : `${line} (${count} times)`;
  });
}

async function serveApi({ dir }: Chapter, listed: string) {
  const server = await boot(dir, { env: { CORS_ORIGINS: listed } });
  const { port } = new URL(server.url);
  const url = `http://localhost:${port}`;
  return {
    url,
    token: await tokenAt(url),
    listen: () => listenTo(Number(port)),
    close: () => server.close(),
  };
}

async function tokenAt(url: string) {
  const carol = {
    email: 'carol@example.com',
    password: 'correct horse battery',
  };
  const send = async (path: string, body: object) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { access_token: string };
  };

  await send('/users', { name: 'Carol', ...carol });
  return (await send('/auth/login', carol)).access_token;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  server: Server;
}

/** What the server on this port answers from now on, a line for each response. */
function listenTo(port: number) {
  const lines: string[] = [];
  let open = 0;
  const ifOurs = (work: (exchange: Exchange) => void) => (message: unknown) => {
    const exchange = message as Exchange;
    const address = exchange.server.address() as AddressInfo | null;
    if (address?.port === port) work(exchange);
  };
  const started = ifOurs(() => (open += 1));
  const finished = ifOurs(({ request, response }) => {
    open -= 1;
    lines.push(`${request.method} ${request.url} → ${response.statusCode}`);
  });
  subscribe('http.server.request.start', started);
  subscribe('http.server.response.finish', finished);

  return {
    lines,
    isBusy: () => open > 0,
    stop: () => {
      unsubscribe('http.server.request.start', started);
      unsubscribe('http.server.response.finish', finished);
    },
  };
}

/** An empty page on a port of its own. */
async function servePage() {
  const server = createServer((req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.end(html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const html = `<!doctype html>
<html lang="en">
<link rel="icon" href="data:,">
<title>A page</title>
<style>
  body { margin: 1rem; font: 14px/1.45 'DejaVu Sans Mono', monospace; color: #1b1f24; }
  caption { margin-bottom: 0.5rem; font-weight: bold; text-align: left; }
  table { width: 100%; table-layout: fixed; border-collapse: collapse; }
  th, td { padding: 0.5rem; border: 1px solid #b6bcc4; text-align: left; vertical-align: top; }
  th { background: #eef1f4; }
  pre { margin: 0 0 0.5rem; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
  .failed { color: #a40e26; }
  .answered { color: #0b5d1e; }
  .api { margin: 0; color: #57606a; }
</style>
</html>`;

/** A table with a row for each call that is made to both chapters. */
function draw(columns: string[], calls: RecordedCall[]) {
  const cells = calls
    .filter(({ on, page }) => on === 'before' && page === 'APP')
    .map((one) => [
      one,
      calls.find(({ on, code }) => on === 'here' && code === one.code),
    ]);
  return [
    `<table><caption>A page of ${pageOrigins.APP}</caption><tr>`,
    ...columns.map((column) => `<th>${escape(column)}</th>`),
    '</tr>',
    ...cells.map(
      (row) => `<tr>${row.map((call) => call && cell(call)).join('')}</tr>`,
    ),
    '</table>',
  ].join('');
}

function cell({ code, says, api }: RecordedCall) {
  const lines = says.map((line) => {
    const failed = /CORS policy|Failed|Uncaught/.test(line);
    return `<pre class="${failed ? 'failed' : 'answered'}">${escape(line)}</pre>`;
  });
  return [
    `<td><pre>${escape(shownCode(code))}</pre>`,
    ...lines,
    `<pre class="api">The API: ${escape(api.join(', '))}</pre></td>`,
  ].join('');
}

function escape(text: string) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
