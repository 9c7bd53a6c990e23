/**
 * Writes the reference of the newest chapter's operations to .generated/http-reference.json. A program of its own, because
 * it loads the chapter's schemas as they are.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openKit } from '../../shared/src/kit.ts';
import { UserError } from '../../shared/src/user-error.ts';
import { deriveHttpReference } from './http-reference.ts';

const file = join(__dirname, '..', '.generated', 'http-reference.json');

async function write() {
  const reference = await deriveHttpReference(openKit());
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    JSON.stringify(reference, (key, value: unknown) =>
      key === 'wrong' ? undefined : value,
    ),
  );
}

write().catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});
