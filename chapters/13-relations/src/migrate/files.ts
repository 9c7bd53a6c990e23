import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrateError } from './types.ts';

interface Statements {
  up: string[];
  down: string[];
}

const toDo = { up: ['TODO'], down: ['TODO'] };

/** The name of the next migration, with its number. Throws unless a migration may have this name. */
export async function nextName(name: string, folder: string) {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > 100)
    throw new MigrateError(
      'Name the migration in small letters and digits with hyphens between: npm run migrate -- create add-summary.',
    );

  const files = await readFiles(folder);
  const taken = files.find(
    (file) => file.replace(/^\d+-/, '') === `${name}.ts`,
  );
  if (taken)
    throw new MigrateError(
      `There is a migration ${taken} already. Choose another name.`,
    );

  const last = Math.max(0, ...files.map((file) => parseInt(file)));
  return `${String(last + 1).padStart(4, '0')}-${name}`;
}

/** Throws if two migrations have one number: whoever wrote the second had not seen the first. */
export async function refuseTwins(folder: string) {
  const files = await readFiles(folder);

  for (const [index, file] of files.slice(1).entries()) {
    const before = files[index] ?? '';
    if (parseInt(file) === parseInt(before))
      throw new MigrateError(
        `${before} and ${file} have one number. Give the next one to that which has run nowhere.`,
      );
  }
}

async function readFiles(folder: string) {
  const files = await readdir(folder);
  return files.filter((file) => /^\d.*\.ts$/.test(file)).sort();
}

/** Writes the file of a migration. Without statements it fails until someone has written what is to do. */
export async function writeMigration(
  name: string,
  folder: string,
  { up, down }: Statements = toDo,
) {
  await writeFile(join(folder, `${name}.ts`), content(up, down), {
    flag: 'wx',
  });
}

function content(up: string[], down: string[]) {
  return `import type { Migration } from '../migrate/types.ts';

${direction('up', up)}
${direction('down', down)}`;
}

function direction(name: string, statements: string[]) {
  const lines = statements.map((text) => `  await sql(${literal(text)});\n`);
  const takes = lines.some((line) => line.includes('${types.'))
    ? '{ sql, types }'
    : '{ sql }';

  return `export const ${name}: Migration = async (${takes}) => {\n${lines.join('')}};\n`;
}

/** A template literal that gives `text` back to the byte. */
function literal(text: string) {
  const escaped = text
    .replaceAll(/[\\`]|\$(?=\{)/g, '\\$&')
    .replaceAll(
      /[^\n -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(/\{\{(types\.\w+)\}\}/g, '${$1}');

  return /[$\\'\n]/.test(escaped) ? `\`${escaped}\`` : `'${escaped}'`;
}
