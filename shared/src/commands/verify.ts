import { parseArgs } from 'node:util';
import { ContractError } from '../../../tests/contract/client.ts';
import { logInFor } from '../../../tests/contract/people.ts';
import {
  type Check,
  type LogIn,
  openSession,
  type Session,
} from '../../../tests/contract/suite.ts';
import { suitesUpTo } from '../../../tests/contract/suites.ts';
import { interrupted, untilStopped } from '../../bin/interrupt.js';
import { findChapter, listChapters } from '../chapters.ts';
import { paint } from '../style.ts';
import { UserError } from '../user-error.ts';

const example = 'ground-up verify 04 --url http://localhost:8000';

/** `ground-up verify 04 --url URL [--yes]`: asks any server to keep the promises of chapters 01 to 04. */
export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { url: { type: 'string' }, yes: { type: 'boolean' } },
  });
  const [wanted] = positionals;
  if (!wanted) throw new UserError(`Name a chapter, for example: ${example}`);

  const chapters = listChapters();
  const suites = suitesUpTo(findChapter(chapters, wanted), chapters);
  const url = readUrl(values.url);
  if (!values.yes) refuseOthers(url);
  const session = await open(url, logInFor(suites));

  let failed = 0;
  let passed = 0;
  for (const { feature, note, checks } of suites) {
    console.log(paint('bold', feature));
    if (note) console.log(`  ${note}`);
    for (const check of checks) {
      interrupted.throwIfAborted(); // between two checks, each of which clears up
      if (await untilStopped(() => passes(check, session))) passed += 1;
      else failed += 1;
    }
    console.log('');
  }

  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function passes(check: Check, session: Session) {
  try {
    await session.run(check);
    console.log(`  ${paint('green', '✓')} ${check.title}`);
    return true;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;

    console.log(`  ${paint('red', '✗')} ${check.title}`);
    console.log(`      ${error.message}`);
    return false;
  }
}

function readUrl(text: string | undefined) {
  if (!text) {
    throw new UserError(
      `Say where the server is with --url, for example: ${example}`,
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;

  throw new UserError(
    `"${text}" is not the address of a web server. Write it in full, for example: http://localhost:8000`,
  );
}

/** The checks write and delete: only the person at the keyboard may point them at another machine. */
function refuseOthers({ hostname }: URL) {
  const isHere =
    /^(.+\.)?localhost$/.test(hostname) ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname) ||
    hostname === '[::1]';
  if (isHere) return;

  throw new UserError(
    `${hostname} is another machine, and the checks create and delete posts there. If you may do that, add --yes.`,
  );
}

async function open({ href }: URL, logIn: LogIn) {
  try {
    const session = await openSession(href);
    await session.run({
      title: 'GET / answers',
      run: async ({ visitor }) => void (await visitor.get('/')),
    });
    return await openSession(href, logIn);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;

    const { code } = Object(error.cause) as { code?: unknown };
    const nobody = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];
    throw new UserError(
      nobody.includes(String(code))
        ? `Nothing listens at ${href}. Start the server there, then try again.`
        : `No web server answers at ${href}. ${error.message}`,
    );
  }
}
