import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { boot } from '../shared/src/boot.ts';
import { listChapters } from '../shared/src/chapters.ts';
import { mutants } from './contract/mutants.ts';
import { catchMutant } from './contract/mutate.ts';
import { openSession } from './contract/suite.ts';
import { suitesUpTo } from './contract/suites.ts';

const chapters = listChapters();

beforeAll(() => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  return () => log.mockRestore();
});

describe.for(chapters)('chapter $name', (chapter) => {
  let server: Awaited<ReturnType<typeof boot>>;
  let session: Awaited<ReturnType<typeof openSession>>;

  beforeAll(async () => {
    server = await boot(chapter.dir);
    session = await openSession(server.url);
  });
  afterAll(() => server.close());

  describe.for(suitesUpTo(chapter, chapters))('$feature', ({ checks }) => {
    test.for(checks)('$title', (check) => session.run(check));
  });
});

describe('mutants', () => {
  test.for(mutants)('$feature: $name', async (mutant) => {
    expect(await catchMutant(mutant, chapters)).toBeDefined();
  });
});
