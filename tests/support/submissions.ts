import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChapter, listChapters } from '../../shared/src/chapters.ts';

/** What students hand in for chapter 04: the code they began with, what stands at the end of app.ts, what is expected. */
const kinds = {
  good: { from: '04', adds: '' },
  unfinished: { from: '03', adds: '' },
  broken: { from: '04', adds: 'const ;' },
  'exits at once': { from: '04', adds: 'process.exit(0);' },
  'loops when loaded': { from: '04', adds: 'for (;;);' },
  'loops when asked': {
    from: '04',
    adds: 'setTimeout(() => { for (;;); }, 500);',
  },
  forks: {
    from: '04',
    adds: `import { spawn } from 'node:child_process';
setInterval(() => spawn('sh', ['-c', 'sleep 60 & sleep 60'], { detached: true, stdio: 'ignore' }), 5);`,
  },
  'fills the memory': {
    from: '04',
    adds: `const kept: unknown[] = [];
setInterval(() => kept.push(Buffer.alloc(2 ** 26, 1)), 10);`,
  },
  'fills the disk': {
    from: '03',
    adds: `import { appendFileSync } from 'node:fs';
const waste = Buffer.alloc(2 ** 20, 1);
for (const file of ['/tmp/waste', '/work/waste', 'src/waste', '/dev/shm/waste', '/waste']) {
  try { for (let size = 0; size < 256; size += 1) appendFileSync(file, waste); } catch { /* the next one */ }
}`,
  },
  'kills its parent': {
    from: '03',
    adds: `for (const pid of [process.ppid, 1, -1]) {
  try { if (pid !== process.pid) process.kill(pid, 'SIGKILL'); } catch { /* the next one */ }
}`,
  },
  'edits the tests': {
    from: '03',
    adds: `import { readdirSync, writeFileSync } from 'node:fs';
const passes = "import { test } from 'vitest';\\n\\ntest('fine', () => {});\\n";
for (const folder of ['tests', '/work/tests', process.env.KIT ?? '/none']) {
  try { for (const name of readdirSync(folder)) writeFileSync(folder + '/' + name, passes); } catch { /* the next one */ }
}`,
  },
  'patches expect': {
    from: '03',
    adds: `const anything: unknown = new Proxy(() => undefined, { get: () => anything, apply: () => anything });
try {
  const { chai } = await import('vitest');
  chai.util.overwriteMethod(chai.Assertion.prototype, 'assert', () => () => undefined);
} catch { /* no Vitest here */ }
Object.assign(globalThis, { expect: anything });`,
  },
} as const;

export type Kind = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as Kind[];

/** Makes the submission in the new folder `dir`, without packages. */
export function makeSubmission(dir: string, kind: Kind): void {
  const { from, adds } = kinds[kind];
  const chapter = findChapter(listChapters(), from);
  mkdirSync(dir, { recursive: true });
  for (const name of ['src', 'tests', 'package.json'])
    cpSync(join(chapter.dir, name), join(dir, name), { recursive: true });

  const app = join(dir, 'src', 'app.ts');
  writeFileSync(app, `${readFileSync(app, 'utf8')}\n${adds}\n`);
}
