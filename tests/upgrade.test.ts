import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { listChapters, root } from '../shared/src/chapters.ts';
import { kitCopies, type KitCopy, runKit } from './support/kit-copy.ts';

const kitCopy = kitCopies(2);
const [first, second] = listChapters().map(
  ({ name }) => `chapters/${name}/package.json`,
);
const isWindows = process.platform === 'win32';

/** The copy as it would be before an upgrade of supertest, committed; the packages are those of after it. */
function oldKit(): KitCopy {
  const kit = kitCopy();
  for (const path of [first, second])
    kit.edit(String(path), '"supertest": "7.3.2"', '"supertest": "7.3.1"');
  for (const path of ['package-lock.json', 'tests'])
    cpSync(join(root, path), join(kit.folder, path), { recursive: true });
  kit.git('add', '--all');
  kit.git('commit', '-qm', 'Old');
  return kit;
}

/** Upgrades with an npm that only says that it was called: the network is not asked. */
function upgrade(kit: KitCopy, wanted: string, npm = 'exit 0') {
  const bin = join(kit.folder, '.ground-up', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'npm'),
    `#!/bin/sh\necho "$PWD $*" >> "$0.log"\n${npm}\n`,
  );
  chmodSync(join(bin, 'npm'), 0o755);
  return runKit(['upgrade', wanted], {
    cwd: kit.folder,
    bin: join(kit.folder, 'shared', 'bin', 'ground-up.js'),
    env: { PATH: [bin, process.env.PATH].join(delimiter) },
  });
}

test.skipIf(isWindows)(
  'upgrade sets a version everywhere and says what each chapter says',
  async () => {
    const kit = oldKit();

    const { code, stdout } = await upgrade(kit, 'supertest@7.3.2');

    for (const path of [first, second])
      expect(kit.read(String(path))).toContain('"supertest": "7.3.2"');
    expect(kit.read('.ground-up/bin/npm.log')).toMatch(
      new RegExp(
        `^${kit.folder}/? install --prefer-dedupe --no-audit --no-fund\\n$`,
      ),
    );
    // Two chapters alone have links to those that come after them; nothing else is wrong.
    const said = stdout.split('Proving …\n')[1]?.split('\n') ?? [];
    const reasons = said.filter((line) => line.startsWith('  '));
    expect(said.filter((line) => /^[✓✗] /.test(line))).toEqual([
      '✗ 01-hello',
      '✗ 02-crud',
    ]);
    expect(reasons).not.toEqual([]);
    for (const line of reasons)
      expect(line).toMatch(/ leads nowhere\. Correct or remove it\.$/);
    expect(stdout).toContain('To go back: git checkout -- chapters/01-hello/');
    expect(code).toBe(1);
  },
);

test.skipIf(isWindows)(
  'upgrade that cannot be installed leaves everything as it was',
  async () => {
    const kit = oldKit();

    const { code, stderr } = await upgrade(
      kit,
      'supertest@99.0.0',
      'echo "npm error notarget" >&2; echo broken > package-lock.json; exit 1',
    );

    expect(code).toBe(1);
    expect(stderr).toMatch(/^npm install failed: npm error notarget\. .*\n$/);
    expect(kit.git('status', '--porcelain')).toBe('');
  },
);

test.skipIf(isWindows)('upgrade refuses what it cannot do', async () => {
  const kit = oldKit();

  const vague = await upgrade(kit, 'supertest@^7');
  const strange = await upgrade(kit, 'leftpad@1.0.0');
  const same = await upgrade(kit, 'supertest@7.3.1');
  kit.edit(String(second), '"private": true', '"private": false');
  const dirty = await upgrade(kit, 'supertest@7.3.2');

  expect(vague.stderr).toMatch(/^Name a package and an exact version, .*\n$/);
  expect(strange.stderr).toMatch(
    /^No package\.json of the kit names leftpad\./,
  );
  expect(same.stdout).toBe('supertest is 7.3.1 everywhere already.\n');
  expect(dirty.stderr).toMatch(
    /^There are changes that are not committed: .*\n$/,
  );
  expect([vague, strange, same, dirty].map(({ code }) => code)).toEqual([
    1, 1, 0, 1,
  ]);
  expect(kit.read(String(first))).toContain('"supertest": "7.3.1"');
});
