import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { provable } from '../shared/bin/proved.js';
import { listChapters } from '../shared/src/chapters.ts';
import { run as runMutants } from '../shared/src/commands/mutants.ts';
import { type Mutant, mutants } from './contract/mutants.ts';
import { canJudge, catchMutant, introducing } from './contract/mutate.ts';
import { suites } from './contract/suites.ts';
import { listen } from './support/listen.ts';
import { contractFiles } from './support/remember.ts';

const chapters = listChapters();

beforeAll(() => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  return () => log.mockRestore();
});

describe.concurrent('mutants', () => {
  for (const mutant of mutants.filter(canJudge)) {
    const { feature, name } = mutant;
    const chapter = introducing(feature, chapters).name;
    const unit = provable(
      `mutant ${JSON.stringify(mutant)}`,
      [`chapters/${chapter}`, ...contractFiles, 'tests/mutants.test.ts'],
      { about: { chapter, what: 'mutant' } },
    );

    test.skipIf(unit.isProved)(`${feature}: ${name}`, async ({ expect }) => {
      expect(await catchMutant(mutant, chapters)).toBeDefined();
      unit.remember(1);
    });
  }

  for (const { feature } of suites) {
    test(`${feature} has some`, ({ expect }) => {
      expect(mutants.map((mutant) => mutant.feature)).toContain(feature);
    });
  }
});

describe('a mutant', () => {
  const harmless: Mutant = {
    feature: 'hello',
    name: 'nothing changed',
    file: 'app.ts',
    find: 'Hello World',
    replace: 'Hello World',
    check: 'GET / answers JSON',
  };

  test('that breaks nothing gets away', async () => {
    expect(await catchMutant(harmless, chapters)).toBeUndefined();
  });

  test.for([
    ['is there twice', { find: 'res.json' }, /res\.json$/],
    ['is not there', { find: 'Hello Mars' }, /occurs 0 times in/],
  ] as const)('whose text %s names file and remedy', async ([, edit, rest]) => {
    const caught = catchMutant({ ...harmless, ...edit }, chapters);

    await expect(caught).rejects.toThrow(
      /^tests\/contract\/mutants\/hello\.ts: .* times in chapters\/01-hello\/src\/app\.ts\. Choose one that occurs there once: /,
    );
    await expect(caught).rejects.toThrow(rest);
  });

  test('whose check is gone names file and remedy', async () => {
    const caught = catchMutant({ ...harmless, check: 'GET /gone' }, chapters);

    await expect(caught).rejects.toThrow(
      'there is no check "GET /gone" in tests/contract/hello.ts. Name one',
    );
  });

  test('that takes a PostgreSQL is not judged without one', async () => {
    vi.stubEnv('GROUND_UP_POSTGRES', '');
    onTestFinished(() => void vi.unstubAllEnvs());
    const mutant: Mutant = { ...harmless, onPostgres: true };

    expect(canJudge(mutant)).toBe(false);
    await expect(catchMutant(mutant, chapters)).rejects.toThrow(
      '"nothing changed" shows on PostgreSQL alone, and there is none. Name one in GROUND_UP_POSTGRES',
    );
  });

  test('of a feature that no chapter claims is refused', async () => {
    await expect(catchMutant(harmless, [])).rejects.toThrow(
      'No chapter claims the feature "hello".',
    );
  });
});

describe('ground-up mutants', () => {
  test('says which check caught which', async () => {
    const lines = listen();

    expect(await runMutants(['hello'])).toBe(0);

    expect(lines()).toContain('✓ hello: another greeting\n    GET / answers');
    expect(lines()).toContain('6 caught, 0 missed');
  });

  test('says what it could not judge', async () => {
    vi.stubEnv('GROUND_UP_POSTGRES', '');
    onTestFinished(() => void vi.unstubAllEnvs());
    const lines = listen();

    expect(await runMutants(['sql'])).toBe(0);

    expect(lines()).toMatch(
      / caught, 0 missed\n\d not judged: they show on PostgreSQL alone\. Name a server in GROUND_UP_POSTGRES\.$/,
    );
  });

  test('refuses an unknown feature', async () => {
    await expect(runMutants(['nope'])).rejects.toThrow(
      'There is no feature "nope". There are: hello, crud, ',
    );
  });
});
