/**
 * Forty submissions in one call of `grade`, and each kind alone: `npm run bench:grade`. Says whether each has the result
 * that it should have, what is left on the machine, and how long it took against the sum of the single runs by cores.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTypeScript } from '../bin/import-typescript.js';
import { root } from '../bin/kit.js';

const { kindNames, makeSubmission } = await importTypeScript(
  new URL('../../tests/support/submissions.ts', import.meta.url).href,
);
const more = Array.from({ length: 40 - kindNames.length }, (_, index) =>
  index % 3 === 2 ? 'unfinished' : 'good',
);
const known = leftOvers();
const kinds = [...kindNames, ...more];
const folder = mkdtempSync(join(tmpdir(), 'forty submissions-'));
const names = kinds.map((kind, index) => `${index + 1} ${kind}`);
for (const [index, kind] of kinds.entries())
  makeSubmission(join(folder, names[index]), kind);

try {
  await grade([names[0]]); // packages and the choice of tests, once
  const alone = {};
  for (const [index, kind] of kindNames.entries())
    alone[kind] = (await grade([names[index]])).seconds;
  const { seconds, submissions } = await grade(names);

  const wrong = submissions.filter(
    ({ isGood }, index) => isGood !== (kinds[index] === 'good'),
  );
  const sum = kinds.reduce((all, kind) => all + alone[kind], 0);
  const ratio = seconds / (sum / availableParallelism());
  console.log(
    `${kinds.length} submissions, ${wrong.length} with a wrong result`,
  );
  for (const { name, failures } of wrong) console.log(name, failures[0]);
  const left = leftOvers().filter((one) => !known.includes(one));
  console.log(`left on the machine: ${left.join(', ') || 'nothing'}`);
  console.log(
    `${seconds.toFixed(0)} s: ${ratio.toFixed(2)} × the sum of single runs by ${availableParallelism()} cores (at most 1.3)`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function grade(wanted) {
  const report = join(folder, 'report.json');
  const bin = join(root, 'shared', 'bin', 'ground-up.js');
  const argv = [bin, 'grade', '--chapter', '04', '--json', report, ...wanted];
  const start = performance.now();
  const child = spawn(process.execPath, argv, { cwd: folder, stdio: 'ignore' });
  await new Promise((done) => child.on('close', done));
  const seconds = (performance.now() - start) / 1000;
  return { seconds, ...JSON.parse(readFileSync(report, 'utf8')) };
}

function leftOvers() {
  const processes = readdirSync('/proc').filter((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(
        '/grade/inside.mjs',
      );
    } catch {
      return false;
    }
  });
  const files = readdirSync(tmpdir()).filter((name) =>
    name.startsWith('ground-up-grade-'),
  );
  return [...processes.map((pid) => `process ${pid}`), ...files];
}
