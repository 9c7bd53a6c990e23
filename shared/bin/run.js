import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import {
  findFolder,
  portProblem,
  readManifest,
  readPackage,
  readPort,
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
  readPackage(chapter); // Node has no clear line for a broken one
  const port = readPort(values.port ?? (process.env.PORT || undefined));
  const problem = await portProblem(port);
  if (problem) {
    const what = problem.what.replace('port', 'Port');
    throw userError(
      `${what}. ${problem.mend}: npm start ${chapter.number} -- --port ${problem.other}`,
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
