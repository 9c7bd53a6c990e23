import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findChapter, readCode } from '../chapters.ts';
import { diffChapters, type FileChange } from '../diff.ts';
import { toHtml } from '../html.ts';
import { openKit } from '../kit.ts';
import { toPatch } from '../patch.ts';
import { paint, paintPatch } from '../style.ts';
import { type Summary, summarise } from '../summary.ts';
import { UserError } from '../user-error.ts';

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      stat: { type: 'boolean' },
      notes: { type: 'boolean' },
      patch: { type: 'boolean' },
      json: { type: 'boolean' },
      html: { type: 'string' },
    },
  });
  const [from, to] = positionals;
  if (!from || !to)
    throw new UserError('Name two chapters, for example: npm run diff 01 02');

  if (values.html !== undefined) requireWritable(values.html);

  const { chapters } = openKit();
  const before = findChapter(chapters, from);
  const after = findChapter(chapters, to);
  const changes = diffChapters(before, after);
  const summary = summarise(readCode(before.dir), readCode(after.dir));

  if (values.html !== undefined) {
    const title = `From ${before.number} ${before.manifest.title} to ${after.number} ${after.manifest.title}`;
    writeFileSync(values.html, toHtml(title, changes, summary));
    console.log(`Written to ${values.html}.`);
  } else if (values.json) {
    console.log(
      JSON.stringify({ from: before.name, to: after.name, summary, changes }),
    );
  } else if (values.patch) {
    process.stdout.write(toPatch(changes));
  } else if (changes.length === 0) {
    console.log('No difference.');
  } else {
    printSummary(summary);
    if (values.stat) printStat(changes);
    else if (values.notes) printNotes(changes);
    else console.log(paintPatch(toPatch(changes)));
  }
  return 0;
}

/** Throws a UserError unless `file` can name a page in a folder that is there. */
function requireWritable(file: string): void {
  if (file === '') {
    throw new UserError(
      'Name the page, for example: npm run diff -- 01 02 --html diff.html',
    );
  }
  if (isFolder(file) || /[/\\]$/.test(file)) {
    throw new UserError(
      `${file} is a folder. Name a file in it, for example ${join(file, 'diff.html')}`,
    );
  }
  const folder = dirname(resolve(file));
  if (!isFolder(folder)) {
    throw new UserError(
      `There is no folder ${folder}. Make it, then try again.`,
    );
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function printSummary(summary: Summary): void {
  const lines = Object.entries(summary)
    .filter(([, items]: [string, string[]]) => items.length > 0)
    .map(
      ([what, items]: [string, string[]]) =>
        `${what.padEnd(10)}${items.join(', ')}`,
    );
  if (lines.length > 0) console.log(`${lines.join('\n')}\n`);
}

function printStat(changes: FileChange[]): void {
  const width = Math.max(...changes.map(({ path }) => path.length));
  for (const { path, hunks, status } of changes) {
    const added = hunks.reduce((sum, hunk) => sum + hunk.afterLines.length, 0);
    const removed = hunks.reduce(
      (sum, hunk) => sum + hunk.beforeLines.length,
      0,
    );
    console.log(
      `${path.padEnd(width)}  ${status.padEnd(8)}  +${added} -${removed}`,
    );
  }
}

function printNotes(changes: FileChange[]): void {
  for (const { path, status, note, hunks } of changes) {
    console.log(paint('bold', `${path} (${status})`));
    if (note) console.log(`  ${note}`);
    for (const hunk of hunks) {
      if (hunk.note)
        console.log(`\n  ${path}:${hunk.afterStart}  ${hunk.note}`);
      for (const line of hunk.beforeLines)
        console.log(paint('red', `- ${line}`));
      for (const line of hunk.afterLines)
        console.log(paint('green', `+ ${line}`));
    }
    console.log('');
  }
}
