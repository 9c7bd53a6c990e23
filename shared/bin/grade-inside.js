/*
 * What runs beside a submission, in its process: it hands requests to the apps that the submission makes. Nothing that it
 * says decides a grade. It stands alone in a sandbox, so it imports nothing but Node's own modules.
 *
 *   node grade-inside.js serve   one app, at /, with the settings in GRADE_ENV
 *   node grade-inside.js apps    an app and a database for each POST /open; the app is at /<number>
 */
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const mode = process.argv[2];
const source = {};
for (const name of ['settings', 'database', 'app', 'http-server']) {
  const file = join(process.cwd(), 'src', `${name}.ts`);
  if (existsSync(file))
    Object.assign(source, await import(pathToFileURL(file)));
}

const { GRADE_PORT: port } = process.env;
const place = port ? { port: Number(port), host: '127.0.0.1' } : { fd: 3 };
if (mode === 'serve') await serve(JSON.parse(process.env.GRADE_ENV ?? '{}'));
else serveMany();

async function serve(env) {
  const { app, settings } = await open(env);
  const server =
    source.createHttpServer?.(app, settings).server ?? createServer(app);
  server.listen(place);
}

function serveMany() {
  const opened = [];
  createServer((req, res) => {
    const [, number, path] = /^\/(\w+)(.*)$/.exec(req.url) ?? [];
    const work = opened[number]
      ? () => {
          req.url = path.startsWith('/') ? path : `/${path}`;
          opened[number].app(req, res);
        }
      : () => control(opened, number, req, res);
    Promise.resolve()
      .then(work)
      .catch((error) => res.writeHead(500).end(String(error)));
  }).listen(place);
}

async function control(opened, what, req, res) {
  let text = '';
  for await (const chunk of req) text += chunk;
  const { env, number, sql, values } = JSON.parse(text || '{}');

  let answer = null;
  if (what === 'open') answer = opened.push(await open(env)) - 1;
  if (what === 'sql') answer = await opened[number].database.sql(sql, values);
  if (what === 'close') await opened[number].database?.close?.();
  res.end(JSON.stringify(answer ?? null));
}

async function open(wanted) {
  const env = { DATABASE_URL: 'sqlite::memory:', ...wanted };
  const [, file] = /^sqlite:(\/.+)$/.exec(env.DATABASE_URL) ?? [];
  if (file) mkdirSync(dirname(file), { recursive: true });

  const settings = source.readSettings?.(env);
  const database = await source.openDatabase?.(settings);
  return { settings, database, app: source.createApp(settings, database) };
}
