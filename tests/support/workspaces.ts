import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { root } from '../../shared/src/chapters.ts';
import { git } from '../../shared/src/git.ts';
import { UserError } from '../../shared/src/user-error.ts';

export interface Outcome {
  code: number | null;
  /** What was printed, without colours. */
  out: string;
}

interface Options {
  env?: NodeJS.ProcessEnv;
  uid?: number;
  /** Ctrl-C as soon as this has been printed. */
  interruptAt?: string;
  /** Without a network but loopback, where the machine can do that; everywhere without npm's registry. */
  isOffline?: boolean;
}

const folders: string[] = [];

/** A new folder with a space in its path. It goes when the tests of the file are done. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ground up-')));
  folders.push(folder);
  return folder;
}

/** Removes what `makeFolder` made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the kit's command line, as a person in `cwd` would. */
export function kit(cwd: string, ...argv: string[]): Promise<Outcome> {
  return run(cwd, [join(root, 'shared', 'bin', 'ground-up.js'), ...argv]);
}

/** Words before a program that cut it off from the network; none where bubblewrap cannot. */
const cut = ['bwrap', '--dev-bind', '/', '/', '--unshare-net'];
export const withoutNetwork =
  spawnSync('bwrap', [...cut.slice(1), 'true']).status === 0 ? cut : [];

const withoutRegistry = {
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_fetch_retries: '0',
  npm_config_cache: join(tmpdir(), 'there-is-no-such-folder'),
};

/** Runs Node in `cwd`. */
export function run(
  cwd: string,
  argv: string[],
  { env = {}, uid, interruptAt, isOffline = false }: Options = {},
): Promise<Outcome> {
  const outer = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VITEST') && name !== 'FORCE_COLOR',
  );
  const [program = '', ...words] = [
    ...(isOffline ? withoutNetwork : []),
    process.execPath,
    ...argv,
  ];
  const child = spawn(program, words, {
    cwd,
    detached: !isOffline && process.platform !== 'win32', // as a terminal does: Ctrl-C reaches its group
    env: {
      ...Object.fromEntries(outer),
      ...(isOffline ? withoutRegistry : {}),
      NO_COLOR: '1',
      ...env,
    },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });

  let out = '';
  let isInterrupted = false;
  const read = (chunk: Buffer) => {
    out += chunk.toString();
    if (isInterrupted || !interruptAt || !out.includes(interruptAt)) return;
    isInterrupted = child.kill('SIGINT');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out }));
  });
}

/** A student's folder that a test may change. */
export class Student {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Runs a command as its npm script does. */
  async ask(...argv: string[]): Promise<Outcome> {
    return run(this.dir, ['ground-up.mjs', ...argv]);
  }

  /** Runs a command inside this process: in a hundredth of the time. Only where no other test runs beside. */
  async askHere(name: string, ...argv: string[]): Promise<Outcome> {
    const { run } = (await import(`../../shared/src/commands/${name}.ts`)) as {
      run: (argv: string[]) => Promise<number>;
    };
    const before = process.cwd();
    let out = '';
    const print = (text: unknown) => {
      out += `${String(text)}\n`;
    };
    const spies = (['log', 'error'] as const).map((method) =>
      vi.spyOn(console, method).mockImplementation(print),
    );

    process.chdir(this.dir);
    try {
      return { code: await run(argv), out };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { code: 1, out: `${error.message}\n` };
    } finally {
      process.chdir(before);
      for (const spy of spies) spy.mockRestore();
    }
  }

  read(path: string): string {
    return readFileSync(join(this.dir, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.dir, path), text);
  }

  /** Replaces the first `old` of a file, which must be there. */
  edit(path: string, old: string, now: string): void {
    const text = this.read(path);
    if (!text.includes(old)) throw new Error(`${path} lacks ${old}`);
    this.write(path, text.replace(old, now));
  }

  /** Runs git as a student who told it a name. */
  git(...argv: string[]): string {
    const identity = ['-c', 'user.name=Alice', '-c', 'user.email=alice@test'];
    return git(this.dir, ...identity, ...argv).trim();
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '-m', message);
  }

  /** The subjects of all commits, the newest first. */
  log(): string[] {
    return this.git('log', '--format=%s').split('\n');
  }
}

/** A copy of a workspace; its packages are the original's. */
export function copyWorkspace(original: string): Student {
  const dir = join(makeFolder(), 'my api');
  const packages = join(original, 'node_modules');
  cpSync(original, dir, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path !== packages,
  });
  symlinkSync(packages, join(dir, 'node_modules'), 'junction');
  return new Student(dir);
}
