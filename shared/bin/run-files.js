import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createVitest } from 'vitest/node';

/** Runs the test files (absolute paths) that the process above names in one Vitest, and sends it each file's results. */
process.once('message', async (files) => {
  const root = mkdtempSync(join(tmpdir(), 'ground-up-')); // packages that a file does not find are sought there
  const vitest = await createVitest('test', {
    root,
    config: false,
    cache: false,
    watch: false,
    reporters: [{}], // none: an empty list means the default one
    silent: true,
    pool: 'forks',
    isolate: false,
    maxWorkers: 1, // other runs go on beside this one: a second worker would load everything again
    testTimeout: 20_000, // many processes work at the same time
  });
  const project = vitest.getRootProject();
  const { testModules } = await vitest.runTestSpecifications(
    files.map((file) => project.createSpecification(file)),
  );

  const results = testModules.map((testModule) => resultOf(testModule));
  await promisify(process.send.bind(process))(results); // to disconnect sooner would lose what is still on its way
  await vitest.close();
  rmSync(root, { recursive: true });
  process.disconnect();
});

function resultOf(testModule) {
  const tests = [...testModule.children.allTests()].map((test) => {
    const { state, errors = [] } = test.result();
    return {
      title: test.name,
      passed: state === 'passed',
      failure: errors.map(({ stack, message }) => stack || message).join('\n'),
      byExpect: errors.some(({ name }) => name === 'AssertionError'),
    };
  });
  const [error] = testModule.errors();

  return {
    file: testModule.moduleId,
    loadError: tests.length === 0 ? (error?.message ?? '') : '',
    tests,
  };
}
