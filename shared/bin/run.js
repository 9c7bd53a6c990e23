import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import {
  endOf,
  findFolder,
  portProblem,
  readManifest,
  readPackage,
  readPort,
  typescriptArguments,
  userError,
} from './kit.js';
import { checkDatabase, openPostgres, sqliteUrl } from './postgres.js';

export async function run(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      port: { type: 'string', short: 'p' },
      watch: { type: 'boolean' },
      database: { type: 'string' },
    },
  });
  const chapter = findFolder(positionals[0]);
  const { title } = readManifest(chapter);
  readPackage(chapter); // Node has no clear line for a broken one
  checkDatabase(values.database, chapter);
  const port = readPort(values.port ?? (process.env.PORT || undefined));
  const problem = await portProblem(port);
  if (problem) {
    const what = problem.what.replace('port', 'Port');
    throw userError(
      `${what}. ${problem.mend}: npm start ${chapter.number} -- --port ${problem.other}`,
    );
  }

  console.log(`Chapter ${chapter.number} · ${title}`);
  if (values.database !== 'postgres') {
    const env = values.database ? { DATABASE_URL: sqliteUrl } : {};
    return serve(chapter, port, values.watch, env);
  }

  const server = await openPostgres({ name: chapter.name });
  console.log(server.about);
  const code = await serve(chapter, port, values.watch, {
    DATABASE_URL: server.url,
  });
  await server.stop();
  return code;
}

function serve(chapter, port, watch, env) {
  const child = spawn(
    process.execPath,
    [
      ...(watch ? ['--watch', '--watch-preserve-output'] : []),
      ...typescriptArguments(),
      'src/server.ts',
    ],
    {
      cwd: chapter.dir,
      stdio: ['inherit', 'pipe', 'inherit'],
      env: { ...process.env, PORT: String(port), ...env },
    },
  );
  child.stdout.pipe(process.stdout);
  child.stdout.once('data', () =>
    setTimeout(() => console.log(nextSteps(chapter, port)), 0),
  );
  return endOf(child);
}

function nextSteps({ number, name }, port) {
  const path = Number(number) === 1 ? '/' : '/posts';
  return [
    '',
    `Ask it:    curl http://localhost:${port}${path}`,
    `Lesson:    chapters/${name}/README.md`,
    `Requests:  chapters/${name}/requests.http`,
    `Tests:     npm test ${number}`,
    'Stop:      Ctrl-C',
  ].join('\n');
}
