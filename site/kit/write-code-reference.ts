/**
 * Writes the reference of the exported code to .generated/code-reference.json. A program of its own, because TypeDoc
 * takes seconds, and two pages alone need it: it runs beside everything else, and not at all when the code is the same.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCode } from '../../shared/src/chapters.ts';
import { openKit } from '../../shared/src/kit.ts';
import { deriveCodeReference } from './code-reference.ts';

const file = join(__dirname, '..', '.generated', 'code-reference.json');

async function write() {
  const kit = openKit();
  const folders = [kit.chapters.at(-1)?.dir ?? '', join(kit.root, 'shared')];
  const inputs = [
    ...folders.map((folder) => [...readCode(folder)]),
    readFileSync(join(__dirname, 'code-reference.ts'), 'utf8'),
  ];
  const made = createHash('sha256')
    .update(JSON.stringify(inputs))
    .digest('hex');
  const known = existsSync(file) && readFileSync(file, 'utf8');
  if (known && (JSON.parse(known) as { made: string }).made === made) return;

  const references = await deriveCodeReference(kit);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ made, references }));
}

void write();
