/**
 * How long the command line takes, as ratios to the same work done without it, in the same run: `npm run bench:kit`.
 * Each pair is run alternately; the medians are compared.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  findFolder,
  installed,
  root,
  typescriptArguments,
} from '../bin/kit.js';

const rounds = Number(process.argv[2] ?? 7);
const bin = join(root, 'shared', 'bin', 'ground-up.js');
const chapter = findFolder();
const vitest = installed('vitest/vitest.mjs');
let port = 20_000 + (process.pid % 10_000);

console.log(
  `Node ${process.versions.node}, chapter ${chapter.name}, medians of ${rounds} rounds`,
);
await compare(
  'run, to the first answer',
  'node src/server.ts with tsx',
  1.3,
  () => firstAnswer([bin, 'run', chapter.number]),
  () => firstAnswer([...typescriptArguments(), 'src/server.ts']),
);
await compare(
  `test ${chapter.number}`,
  'vitest run in the folder',
  1.3,
  () => finish([bin, 'test', chapter.number]),
  () => finish([vitest, 'run', '--root', chapter.dir]),
);
await alone('diff 03 04', 1000, () => finish([bin, 'diff', '03', '04']));
await alone('--help', 150, () => finish([bin, '--help']));

async function compare(what, floor, limit, run, base) {
  const times = [];
  const floors = [];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await base());
    times.push(await run());
  }
  const ratio = median(times) / median(floors);
  console.log(
    `${what}: ${ratio.toFixed(2)} × ${floor} (${ms(times)} against ${ms(floors)}; at most ${limit})`,
  );
}

async function alone(what, limit, run) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push(await run());
  console.log(`${what}: ${ms(times)} (at most ${limit} ms)`);
}

async function finish(argv) {
  const start = performance.now();
  const child = spawn(process.execPath, argv, { cwd: root, stdio: 'ignore' });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}.`);
  return performance.now() - start;
}

async function firstAnswer(argv) {
  port += 1;
  const start = performance.now();
  const child = spawn(process.execPath, argv, {
    cwd: chapter.dir,
    stdio: 'ignore',
    env: { ...process.env, PORT: String(port) },
  });
  while (!(await answers())) await new Promise((later) => setTimeout(later, 5));
  const time = performance.now() - start;

  child.kill();
  await new Promise((done) => child.on('close', done));
  return time;
}

async function answers() {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health`)).ok;
  } catch {
    return false;
  }
}

function median(times) {
  return times.toSorted((one, other) => one - other)[
    Math.floor(times.length / 2)
  ];
}

function ms(times) {
  return `${Math.round(median(times))} ms`;
}
