import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { findFolder, installed, readPackage, root, userError } from './kit.js';

const report = join(root, '.ground-up', 'tests.json');
const reporter = join(root, 'shared', 'bin', 'report.js').replaceAll(sep, '/');

export async function run(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { watch: { type: 'boolean' } },
  });
  const mode = values.watch ? 'watch' : 'run';
  const [wanted, exercise] = positionals;
  if (wanted === undefined) return proveAll(mode);

  const chapter = findFolder(wanted);
  const { dir } = chapter;
  readPackage(chapter); // Vitest has no clear line for a broken one
  if (exercise === undefined) return vitest(mode, '--root', dir);

  if (
    !/^exercises\/[1-9]\/?$/.test(exercise) ||
    !existsSync(join(dir, exercise))
  ) {
    throw userError(
      `There is no "${exercise}" in chapter ${wanted}. Try: npm test ${wanted} exercises/1`,
    );
  }
  const config = join(root, 'shared', 'bin', 'exercises.config.js');
  return vitest(mode, '--root', dir, '--config', config, exercise);
}

async function proveAll(mode) {
  mkdirSync(join(root, '.ground-up'), { recursive: true });
  rmSync(report, { force: true });
  const code = await vitest(
    mode,
    '--root',
    root,
    '--reporter=default',
    `--reporter=${reporter}`,
    `--outputFile.json=${report}`,
  );

  if (existsSync(report)) {
    const { numPassedTests, numFailedTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  }
  return code;
}

function vitest(...argv) {
  const child = spawn(
    process.execPath,
    [installed('vitest/vitest.mjs'), ...argv],
    { stdio: 'inherit' },
  );
  return new Promise((done) => {
    child.on('close', (code) => done(code ?? 130));
  });
}
