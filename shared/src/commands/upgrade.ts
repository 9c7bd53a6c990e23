import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseJson, readText } from '../chapters.ts';
import { git } from '../git.ts';
import { type Kit, openKit } from '../kit.ts';
import type { PackageJson } from '../lock.ts';
import { proofs } from '../proofs/all.ts';
import { rememberProved } from '../proofs/remember.ts';
import { UserError } from '../user-error.ts';
import { writeFiles } from '../write.ts';

const kinds = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'overrides',
] as const;

export async function run(argv: string[]): Promise<number> {
  const { positionals } = parseArgs({ args: argv, allowPositionals: true });
  const { name, version } = readWanted(positionals[0]);
  const kit = openKit();
  const edits = editsFor(kit, name, version);
  if (edits.length === 0) {
    console.log(`${name} is ${version} everywhere already.`);
    return 0;
  }

  const paths = [...edits.map(({ path }) => path), ...locksOf(kit)];
  refuseDirty(kit, paths);
  writeFiles(
    kit.root,
    edits.map(({ path, now }) => [path, now]),
  );
  for (const { path } of edits) console.log(`written  ${path}`);
  install(kit, edits, paths);
  return prove(kit, paths);
}

function readWanted(wanted = ''): { name: string; version: string } {
  const [, name, version] = /^(@?[^@\s]+)@(\S+)$/.exec(wanted) ?? [];
  if (name && version && /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version))
    return { name, version };

  throw new UserError(
    'Name a package and an exact version, for example: npx ground-up upgrade zod@4.6.7',
  );
}

interface Edit {
  path: string;
  old: string;
  now: string;
}

/** What becomes of each package.json that asks for another version. Throws a UserError when none names the package. */
function editsFor({ root, chapters }: Kit, name: string, version: string) {
  const paths = [
    ...chapters.map((chapter) => `chapters/${chapter.name}/package.json`),
    ...['shared/package.json', 'package.json', 'site/package.json'],
  ].filter((path) => existsSync(join(root, path)));
  const naming = paths.filter(
    (path) => versionsIn(root, path, name).length > 0,
  );
  if (naming.length === 0) {
    throw new UserError(
      `No package.json of the kit names ${name}. npm install --save-exact adds a package.`,
    );
  }

  return naming.flatMap((path): Edit[] => {
    const old = readText(join(root, path));
    const now = old.replaceAll(
      /^(\s*")([^"]+)(": ")[^"]*(",?)$/gm,
      (line, ...parts) =>
        parts[1] === name
          ? [parts[0], name, parts[2], version, parts[3]].join('')
          : line,
    );
    return now === old ? [] : [{ path, old, now }];
  });
}

function versionsIn(root: string, path: string, name: string): string[] {
  const text = readText(join(root, path));
  const manifest = parseJson(text, path) as PackageJson;
  return kinds.flatMap((kind) => {
    const versions = manifest[kind] as Record<string, string> | undefined;
    return versions?.[name] ?? [];
  });
}

function locksOf({ root }: Kit): string[] {
  return ['package-lock.json', 'site/package-lock.json'].filter((path) =>
    existsSync(join(root, path)),
  );
}

/** What is not committed could not be told from the upgrade. */
function refuseDirty({ root }: Kit, paths: string[]): void {
  const dirty = git(root, 'status', '--porcelain', '--', ...paths);
  if (dirty === '') return;
  throw new UserError(
    `There are changes that are not committed: ${dirty.trim().split(/\n/).join(', ')}. Commit them first.`,
  );
}

/**
 * Runs npm wherever something has changed: told to prefer one copy for all, without which it gives each chapter one of its
 * own. When it fails, everything is as it was.
 */
function install({ root }: Kit, edits: Edit[], paths: string[]): void {
  const isSite = ({ path }: Edit) => path.startsWith('site/');
  const folders = [
    ...(edits.every(isSite) ? [] : ['.']),
    ...(edits.some(isSite) ? ['site'] : []),
  ];

  for (const folder of folders) {
    console.log(`npm install in ${folder === '.' ? 'the kit' : folder} …`);
    const argv = ['install', '--prefer-dedupe', '--no-audit', '--no-fund'];
    const { status, signal, stderr } = spawnSync('npm', argv, {
      cwd: join(root, folder),
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status === 0) continue;

    git(root, 'checkout', '--quiet', '--', ...paths);
    const said = (stderr ?? '').split('\n').find((line) => line.trim() !== '');
    const why = signal ? 'it was stopped' : (said ?? 'npm was not found');
    throw new UserError(
      `npm install failed: ${why}. Every package.json is as it was; npm install makes node_modules match it again.`,
    );
  }
}

/** Runs the proofs, and prints what each chapter says. */
async function prove(kit: Kit, paths: string[]): Promise<number> {
  console.log('Proving …');
  const remember = rememberProved(kit, kit.chapters);
  const found = await Promise.all(
    proofs.map((proof) => proof.run(kit, kit.chapters)),
  );
  const problems = found.flat();
  remember(problems);
  for (const { name } of kit.chapters) {
    const own = problems.filter(({ chapter }) => chapter === name);
    console.log(`${own.length === 0 ? '✓' : '✗'} ${name}`);
    for (const { message } of own) console.log(`  ${message}`);
  }

  if (problems.length === 0) {
    console.log(
      'Proved, and remembered for the page /proved of the site. Look at what changed, then run npm run check.',
    );
    return 0;
  }
  console.log(
    `${problems.length} to mend. To go back: git checkout -- ${paths.join(' ')}, then npm install.`,
  );
  return 1;
}
