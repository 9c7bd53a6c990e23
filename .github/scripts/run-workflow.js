// node .github/scripts/run-workflow.js [NN]
// Runs the workflow of a chapter (the newest that has one) without its host: makes a workspace of the chapter, with
// its solution, clones it into an empty folder as actions/checkout does, and runs there each `run:` of each job, in the
// order of `needs`, with this Node and a PostgreSQL of the kit. It stops at the first step that fails. What needs more
// than that (a Docker engine, a person who approves) is named and not run; of the image, the Dockerfile is run.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { openPostgres } from '../../shared/bin/postgres.js';
import { listChapters, root } from './chapters.js';
import { run as runLine } from './processes.js';
import { runDockerfile } from './run-dockerfile.js';

/** The names of the jobs, each after those it needs. Throws for a job that is not there, or needs itself. */
export function inOrder(jobs, wanted = Object.keys(jobs), above = []) {
  return [
    ...new Set(
      wanted.flatMap((name) => {
        if (!jobs[name]) throw new Error(`There is no job "${name}".`);
        if (above.includes(name)) throw new Error(`"${name}" needs itself.`);
        const needs = [jobs[name].needs ?? []].flat();
        return [...inOrder(jobs, needs, [...above, name]), name];
      }),
    ),
  ];
}

/**
 * Runs the steps of `jobs` in `folder`, one after the other, and gives what ran and what did not, a line each. `url` is
 * a PostgreSQL for the address of the services; `lacks(command)` says why a command cannot run here. Throws at the first
 * step that fails.
 */
export async function runJobs(jobs, folder, { url, lacks = () => undefined }) {
  const ran = [];
  const notRun = [];
  const isDone = new Set();

  for (const name of inOrder(jobs)) {
    const job = jobs[name];
    for (const step of job.steps.filter((one) => one.run)) {
      const title = `${name} · ${step.name ?? step.run}`;
      const why = job.environment
        ? `waits for somebody to approve "${job.environment}"`
        : lacks(step.run);
      if (why) {
        notRun.push(`${title}: ${why}`);
        continue;
      }
      if (step.run === 'npm ci' && isDone.has(step.run)) continue; // here all jobs have one folder
      isDone.add(step.run);

      console.log(`\n-- ${title}`);
      const env = { ...job.env, ...step.env };
      await runStep(step.run, folder, withService(env, url), title);
      ran.push(title);
    }
  }
  return { ran, notRun };
}

/** As GitHub runs a step: by bash, which ends at the first command that fails. */
async function runStep(command, cwd, env, title) {
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', command], {
    cwd,
    env: { ...process.env, CI: 'true', ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`"${title}" failed: it ended with ${code ?? signal}.`);
  }
}

/** The variables of a step, with `url` where they name the PostgreSQL of the workflow. */
function withService(env, url) {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      url && /^postgres:\/\/\w+@127\.0\.0\.1:5432\//.test(value) ? url : value,
    ]),
  );
}

/** Why a command of a workflow cannot run on this machine; undefined when it can. */
async function findLacks() {
  const registry = await answersAudits();
  return (command) => {
    if (/\bdocker\b/.test(command)) return 'needs a Docker engine';
    if (/^npm audit\b/.test(command) && !registry)
      return 'this registry does not answer audits';
  };
}

/** Whether the registry that npm uses takes a question about a package without known faults. */
async function answersAudits() {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  }).trim();
  const address = new URL('-/npm/v1/security/advisories/bulk', registry);
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"express":["5.3.0"]}',
  }).catch(() => undefined);
  return response?.ok ?? false;
}

/** A clone of a workspace for `chapter` that holds its solution: the clone's folder. */
async function cloneOf({ number }, away) {
  const workspace = join(away, 'workspace');
  const clone = join(away, 'clone');
  await runLine(
    `node shared/bin/ground-up.js start ${number} "${workspace}"`,
    root,
  );
  await runLine('npm run solution -- --apply', workspace);
  await runLine(`git clone --quiet "${workspace}" "${clone}"`, away);
  return clone;
}

async function main([number]) {
  const hasWorkflow = ({ name }) =>
    existsSync(join(root, 'chapters', name, '.github/workflows/ci.yml'));
  const chapter = listChapters().findLast(
    (one) => hasWorkflow(one) && (!number || one.number === number),
  );
  if (!chapter) throw new Error('There is no such chapter with a workflow.');

  const away = mkdtempSync(join(tmpdir(), 'workflow-'));
  chmodSync(away, 0o755); // the image runs as somebody else
  const server = await openPostgres({ name: 'workflow', fast: true });
  try {
    const clone = await cloneOf(chapter, away);
    const file = join(clone, '.github/workflows/ci.yml');
    const { jobs } = parse(readFileSync(file, 'utf8'));
    const { ran, notRun } = await runJobs(jobs, clone, {
      url: server.url,
      lacks: await findLacks(),
    });

    console.log('\n-- the Dockerfile, without an engine');
    ran.push(...(await runDockerfile(clone, away)));
    console.log(`\nGreen, in this order:\n  ${ran.join('\n  ')}`);
    console.log(`Not run here:\n  ${notRun.join('\n  ')}`);
  } finally {
    await server.stop();
    rmSync(away, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
