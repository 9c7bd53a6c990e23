// node .github/scripts/try-as-student.js [NN]
// Copies one chapter (the newest without a number) out of the repository, into a folder without a space in its
// path (sqlite3 cannot be compiled under one), and does there what a student does: installs, tests, checks types, starts.
// It sees only what is in the chapter's folder.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pickChapter, root } from './chapters.js';
import { run, startAndAsk } from './processes.js';

const { name } = pickChapter(process.argv[2]);
const away = mkdtempSync(join(tmpdir(), 'my-apis-'));
const folder = join(away, name);

try {
  cpSync(join(root, 'chapters', name), folder, {
    recursive: true,
    filter: (path) => basename(path) !== 'node_modules',
  });

  await run('npm install', folder);
  await run('npm test', folder);
  await run('npm run typecheck', folder);
  await startAndAsk('npm start', folder);
} finally {
  rmSync(away, { recursive: true, force: true, maxRetries: 5 });
}
console.log(`${name} works on its own.`);
