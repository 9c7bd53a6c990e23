/** Records what the newest chapter answers to the requests of the HTTP reference. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settle } from '../../shared/src/exchanges.ts';
import { openKit } from '../../shared/src/kit.ts';
import { askChapter } from '../../shared/src/serve.ts';
import { UserError } from '../../shared/src/user-error.ts';
import {
  httpFolder,
  readHttpRequests,
  readHttpResponses,
  recordings,
} from '../kit/http-reference.ts';

async function record() {
  const kit = openKit();
  const newest = kit.chapters.at(-1);
  if (!newest) throw new UserError('There is no chapter.');

  for (const name of recordings) {
    const requests = readHttpRequests(kit, name);
    const now = await askChapter(kit, newest, requests);
    const { exchanges, changed } = settle(readHttpResponses(kit, name), now);
    const file = `${httpFolder}/${name}.json`;
    writeFileSync(
      join(kit.root, file),
      `${JSON.stringify(exchanges, null, 2)}\n`,
    );
    console.log(
      `${file}: ${Object.keys(exchanges).length} exchanges, ${changed.length} changed.`,
    );
    for (const one of changed) console.log(`  ${one}`);
  }
}

record().catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});
