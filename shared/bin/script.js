import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import {
  endOf,
  findFolder,
  readPackage,
  typescriptArguments,
  userError,
} from './kit.js';
import { checkDatabase, openPostgres, sqliteUrl } from './postgres.js';

export async function run(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { database: { type: 'string' } },
  });
  const [wanted, name, ...args] = positionals;
  const chapter = findFolder(wanted);
  const file = fileOf(chapter, name);
  checkDatabase(values.database, chapter);

  if (values.database !== 'postgres') {
    const env = values.database ? { DATABASE_URL: sqliteUrl } : {};
    return execute(chapter, file, args, env);
  }
  const server = await openPostgres({ name: chapter.name });
  const code = await execute(chapter, file, args, { DATABASE_URL: server.url });
  await server.stop();
  return code;
}

/** The file that the chapter's script `name` runs. */
function fileOf(chapter, name) {
  const found = Object.entries(readPackage(chapter).scripts ?? {}).flatMap(
    ([script, command]) => {
      const [, file] = /^tsx (src\/[\w/-]+\.ts)$/.exec(command) ?? [];
      return file && script !== 'start' ? [[script, file]] : [];
    },
  );
  const file = new Map(found).get(name);
  if (file) return file;

  const names = found.map(([script]) => script).join(', ');
  throw userError(
    name === undefined && names
      ? `Name a script of chapter ${chapter.number}: ${names}.`
      : `Chapter ${chapter.number} has no script${name === undefined ? '' : ` "${name}"`}. ${names ? `It has: ${names}.` : 'Try: npm start'}`,
  );
}

function execute({ dir }, file, args, env) {
  const child = spawn(
    process.execPath,
    [...typescriptArguments(), file, ...args],
    { cwd: dir, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  return endOf(child);
}
