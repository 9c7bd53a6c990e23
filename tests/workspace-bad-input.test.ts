import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { root } from '../shared/src/chapters.ts';
import { run as check } from '../shared/src/commands/check.ts';
import { run as compare } from '../shared/src/commands/compare.ts';
import { run as hint } from '../shared/src/commands/hint.ts';
import { run as next } from '../shared/src/commands/next.ts';
import { run as reset } from '../shared/src/commands/reset.ts';
import { run as solution } from '../shared/src/commands/solution.ts';
import { run as start } from '../shared/src/commands/start.ts';
import { UserError } from '../shared/src/user-error.ts';
import {
  newState,
  openWorkspace,
  stateText,
  type State,
} from '../shared/src/workspace.ts';
import { runTests } from '../shared/src/workspace/tests.ts';
import { launcher } from '../shared/src/workspace/texts.ts';
import { makeFolder, removeFolders, run } from './support/workspaces.ts';

afterAll(removeFolders);

const commandLine = join(root, 'shared', 'bin', 'ground-up.js');
const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;

test.for([
  [[], 'Name a chapter and a new folder'],
  [['03', 'my', 'api'], 'Name a chapter and a new folder'],
  [['99', 'api'], 'There is no chapter "99". There are: 01-hello, '],
  [['03', 'full'], 'full is not empty. Choose a new folder'],
  [['03', 'file'], 'file is a file. Choose another name.'],
  [['03', 'file/api'], 'file cannot be written to ('],
  [['03', join(root, 'api')], 'is inside the kit. Choose a folder beside it'],
] as const)('start %j is refused', async ([[chapter, ...paths], message]) => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'full'));
  writeFileSync(join(folder, 'full', 'mine.txt'), '');
  writeFileSync(join(folder, 'file'), '');
  const argv = paths.map((path) =>
    path === join(root, 'api') ? path : join(folder, path),
  );

  const refused = start(chapter ? [chapter, ...argv] : []);

  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual(['file', 'full']);
  expect(readdirSync(root)).not.toContain('api');
});

test('start without git says so and makes nothing', async () => {
  const folder = makeFolder();
  for (const name of ['PATH', 'Path']) vi.stubEnv(name, folder);
  onTestFinished(() => void vi.unstubAllEnvs());

  const refused = start(['03', join(folder, 'api')]);

  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow(/^git was not found\. /);
  expect(readdirSync(folder)).toEqual([]);
});

// Windows has no such permissions. For root, who may write everywhere, the command runs as somebody else.
test.skipIf(isWindows)('start without permission says so', async () => {
  const folder = makeFolder();
  chmodSync(folder, 0o555);

  const { code, out } = await run(
    folder,
    [commandLine, 'start', '03', 'new/api'],
    isRoot ? { uid: 65_534 } : {},
  );

  expect(out).toMatch(/cannot be written to \(EACCES\)\. .*\n$/);
  expect(code).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

// On Windows a signal from another process ends a process at once: only a Ctrl-C from the keyboard can be handled.
test.skipIf(isWindows)('start leaves nothing behind on Ctrl-C', async () => {
  const folder = makeFolder();
  const argv = [commandLine, 'start', '03', 'new/api'];

  const { code, out } = await run(folder, argv, { interruptAt: 'Copying' });

  expect(out).toContain('Copying');
  expect(out).toMatch(/\nStopped\. Nothing was made\.\n$/);
  expect(code).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
});

test.for([
  ['check', check],
  ['hint', hint],
  ['compare', compare],
  ['solution', solution],
  ['next', next],
  ['reset', reset],
] as const)('%s outside of a workspace says so', async ([, command]) => {
  const refused = command([]);

  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow(/^This is not a workspace\. /);
});

test.for([
  ['broken', '{ "kit": ', 'is broken. Make a new workspace with start'],
  ['without its fields', '{}', 'is broken. Make a new workspace with start'],
  [
    'of an unknown chapter',
    withState({ chapter: '99' }),
    'There is no chapter "99"',
  ],
  [
    'of a kit that is gone',
    withState({ kit: '/gone' }),
    'The kit is not in /gone any more. Put its new folder',
  ],
  [
    'of another kit',
    withState({ kit: dirname(root) }),
    'This workspace belongs to the kit in',
  ],
  [
    'without a repository',
    withState({}),
    'is not a git repository any more. Run git init',
  ],
] as const)('a state %s is refused', ([, state, message]) => {
  const folder = makeFolder();
  writeFileSync(join(folder, '.ground-up.json'), state);
  mkdirSync(join(folder, 'src'));

  const open = () => openWorkspace(join(folder, 'src'));

  expect(open).toThrow(UserError);
  expect(open).toThrow(message);
});

test.for([
  ['broken', '{ "kit": ', /^\.ground-up\.json is missing or broken\. .*\n$/],
  [
    'of a kit that is gone',
    '{ "kit": "/gone" }',
    /^The kit is not in \/gone any more\. .*\n$/,
  ],
] as const)(
  'an npm script with a state %s says so',
  async ([, state, message]) => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'ground-up.mjs'), launcher);
    writeFileSync(join(folder, '.ground-up.json'), state);

    const { code, out } = await run(folder, ['ground-up.mjs', 'check']);

    expect(out).toMatch(message);
    expect(code).toBe(1);
  },
);

test('check without packages says how to get them', async () => {
  const folder = makeFolder();
  const state = withState({ start: 'some-commit' });
  writeFileSync(join(folder, '.ground-up.json'), state);

  const checked = runTests(openWorkspace(folder), { quiet: false });

  await expect(checked).rejects.toThrow(UserError);
  await expect(checked).rejects.toThrow(
    /^The packages are not installed\. Run npm ci in /,
  );
});

function withState(changes: Partial<State>): string {
  return stateText({ ...newState('03'), ...changes });
}
