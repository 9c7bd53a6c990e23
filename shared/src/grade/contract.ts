import { setTimeout } from 'node:timers/promises';
import { ContractError } from '../../../tests/contract/client.ts';
import { logInFor } from '../../../tests/contract/people.ts';
import {
  type Check,
  openSession,
  runAlone,
  type Suite,
} from '../../../tests/contract/suite.ts';
import { type Choices, type Inside, runInside } from './sandbox.ts';
import type { Outcome } from './outcome.ts';

/** What chapters are started with for the suites. */
const settings = {
  DATABASE_URL: 'sqlite::memory:',
  BCRYPT_COST: '4',
  CORS_ORIGINS: 'https://app.example',
  RATE_LIMIT: '1000000',
};

/** Two requests without an answer, and nobody waits for a third. */
const patience = 2;

/** Milliseconds for one check. */
const longest = 60_000;
const tooLong = 'The check took more than a minute.';

/**
 * Asks the submission in `dir` for the promises of `suites`, from outside. Every check has an outcome, also where the
 * submission answers no more.
 */
export async function askContract(
  dir: string,
  suites: Suite[],
  choices: Omit<Choices, 'mode' | 'env'>,
): Promise<Outcome[]> {
  const serve = (env: Record<string, string> = {}) =>
    runInside(dir, { ...choices, mode: 'serve', env: { ...settings, ...env } });
  const server = await serve();
  let silent = 0;
  let gone: string | undefined;

  try {
    gone = await server.start();
    const logIn = logInFor(suites);
    const session = gone
      ? undefined
      : await openSession(server.url, logIn).catch((error: unknown) => {
          gone = messageOf(error);
        });

    const outcomes: Outcome[] = [];
    for (const { feature, checks, settings: own } of suites) {
      for (const check of checks) {
        const ask = async () => {
          if (!session || gone) return gone ?? 'It does not run.';
          return own
            ? failureOf(() =>
                runAlone(check, () => serveAlone(serve, own), logIn),
              )
            : failureOf(() => session.run(check));
        };
        const failed = await ask();
        const message =
          failed === undefined ? undefined : (server.why() ?? failed);
        silent = message && /, got none/.test(message) ? silent + 1 : 0;
        gone ??= server.why();
        if (silent >= patience || failed === tooLong)
          gone ??= 'It did not answer any more, so this was not asked.';
        outcomes.push(outcomeOf(feature, check, message));
      }
    }
    return outcomes;
  } finally {
    await server.stop();
  }
}

async function serveAlone(
  serve: (env: Record<string, string>) => Promise<Inside>,
  env: Record<string, string>,
) {
  const server = await serve(env);
  await server.start();
  return { url: server.url, close: () => server.stop() };
}

/** What `work` fails with; a server that hangs in the middle of a check is not waited for. */
async function failureOf(work: () => Promise<void>) {
  const clock = new AbortController();
  const { signal } = clock;
  const done = work().then(() => undefined, messageOf);
  const late = setTimeout(longest, tooLong, { signal }).catch(() => tooLong);
  const failure = await Promise.race([done, late]);
  clock.abort();
  return failure;
}

function messageOf(error: unknown): string {
  if (error instanceof ContractError) return error.message;
  return `The check could not read the answer: ${String((error as Error).message)}`;
}

function outcomeOf(feature: string, { title }: Check, failure?: string) {
  return { suite: `contract: ${feature}`, title, failure };
}
