import type { Settings } from '../settings.ts';
import { draft } from './draft.ts';
import { check, type Define, findDrift } from './drift.ts';
import { nextName, writeMigration } from './files.ts';
import { ownFolder } from './migrator.ts';
import { type Run, withMigrations } from './run.ts';
import { MigrateError } from './types.ts';

interface Options {
  settings: Settings;
  folder?: string;
  define?: Define;
}

type Command = (run: Run, name: string, options: Options) => Promise<string[]>;

const commands = new Map<string, Command>([
  ['up', async ({ up }) => orNothing(await up())],
  ['down', async ({ down }) => orNothing(await down())],
  ['to', async ({ to }, name) => orNothing(await to(name))],
  ['status', status],
  ['generate', generate],
  ['check', checkAll],
]);

/** Runs one command of the command line, and gives the lines to print. */
export async function runCommand(words: string[], options: Options) {
  const [word = '', name = ''] = words;
  const takesName = ['to', 'create', 'generate'].includes(word);
  const { settings, folder = ownFolder } = options;
  const command = commands.get(word);
  const isComplete = words.length === (takesName ? 2 : 1);

  if (word === 'create' && isComplete) return create(name, folder);
  if (command && isComplete)
    return withMigrations(
      settings,
      (run) => command(run, name, options),
      folder,
    );
  throw new MigrateError(
    'Use: npm run migrate -- up | down | to NAME | status | create NAME | generate NAME | check',
  );
}

function orNothing(lines: string[]) {
  return lines.length > 0 ? lines : ['There is nothing to do.'];
}

async function status({ applied, pending, unknown }: Run) {
  return [
    ...(await applied()).map((name) => `applied ${name}`),
    ...(await unknown()).map(
      (name) => `applied ${name}, whose file is not here`,
    ),
    ...(await pending()).map((name) => `pending ${name}`),
  ];
}

async function create(name: string, folder: string) {
  const fullName = await nextName(name, folder);
  await writeMigration(fullName, folder);
  return [`Wrote ${fullName}.ts. Replace TODO in it.`];
}

async function generate(run: Run, name: string, { settings, define }: Options) {
  const fullName = await nextName(name, run.folder);
  const [pending] = await run.pending();
  if (pending)
    throw new MigrateError(`${pending} is pending. Run up before generate.`);
  await run.refuseStrangers('Run generate');

  const statements = draft(await findDrift(run, settings, define), run);
  await writeMigration(fullName, run.folder, statements);
  return [`Wrote ${fullName}.ts. Read it before you run it.`];
}

async function checkAll(run: Run, name: string, { settings, define }: Options) {
  const problems = await check(run, settings, define);
  if (problems.length > 0) throw new MigrateError(problems.join('\n'));

  return ['Models and tables agree, and no migration is pending.'];
}
