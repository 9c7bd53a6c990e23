import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import {
  findFolder,
  isFree,
  readManifest,
  typescriptArguments,
  userError,
} from './kit.js';

export async function run(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      port: { type: 'string', short: 'p' },
      watch: { type: 'boolean' },
    },
  });
  const chapter = findFolder(positionals[0]);
  const { title } = readManifest(chapter);
  const port = readPort(values.port ?? process.env.PORT ?? '3000');
  if (!(await isFree(port))) {
    throw userError(
      `Port ${port} is in use. Stop what uses it, or choose another: npm start ${chapter.number} -- --port ${port + 1}`,
    );
  }

  console.log(`Chapter ${chapter.number} · ${title}`);
  const child = spawn(
    process.execPath,
    [
      ...(values.watch ? ['--watch', '--watch-preserve-output'] : []),
      ...typescriptArguments(),
      'src/server.ts',
    ],
    {
      cwd: chapter.dir,
      stdio: ['inherit', 'pipe', 'inherit'],
      env: { ...process.env, PORT: String(port) },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.stdout.pipe(process.stdout);
  child.stdout.once('data', () =>
    setTimeout(() => console.log(nextSteps(chapter, port)), 0),
  );

  return new Promise((done) => {
    child.on('close', (code, signal) => done(signal ? 130 : code));
  });
}

function readPort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw userError(
    `"${text}" is not a port. Use a whole number from 1 to 65535.`,
  );
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
