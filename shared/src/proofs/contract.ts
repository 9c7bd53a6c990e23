import { ContractError } from '../../../tests/contract/client.ts';
import {
  type Database,
  databasesOf,
} from '../../../tests/contract/databases.ts';
import { logInFor } from '../../../tests/contract/people.ts';
import { openSession, runAlone } from '../../../tests/contract/suite.ts';
import { suitesUpTo } from '../../../tests/contract/suites.ts';
import type { Chapter } from '../chapters.ts';
import type { Kit } from '../kit.ts';
import { eachChapter, type Problem, problem } from './proof.ts';

export const contract = eachChapter(
  'contract',
  'The black-box suites of every feature that a chapter and those before it claim, over real HTTP, on both databases.',
  promises,
);

async function promises(kit: Kit, chapter: Chapter): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const database of databasesOf(chapter))
    found.push(...(await promisesOn(database, kit, chapter)));
  return found;
}

async function promisesOn(database: Database, kit: Kit, chapter: Chapter) {
  const suites = suitesUpTo(chapter, kit.chapters);
  const server = await database.serve(chapter.dir);
  const found: Problem[] = [];

  try {
    const logIn = logInFor(suites);
    const session = await openSession(server.url, logIn);
    for (const { feature, checks, settings } of suites) {
      const serve = () => database.serve(chapter.dir, settings);
      for (const check of checks) {
        try {
          await (settings ? runAlone(check, serve, logIn) : session.run(check));
        } catch (error) {
          if (!(error instanceof ContractError)) throw error;
          found.push(
            problem(
              chapter,
              'src',
              undefined,
              `${feature} ${database.where}: ${check.title}: ${error.message}`,
              'Keep the promise.',
            ),
          );
        }
      }
    }
  } finally {
    await server.close();
  }
  return found;
}
