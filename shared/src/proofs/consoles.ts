import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { howToGetPostgres } from '../../bin/postgres.js';
import { type Chapter, root } from '../chapters.ts';
import type { Kit } from '../kit.ts';
import { lessonOf } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

/** The commands of a lesson succeed and say what it says. */
export async function consoles(kit: Kit, chapter: Chapter): Promise<Problem[]> {
  const blocks = lessonOf(kit, chapter)
    .fences.filter(({ info }) => info === 'console')
    .flatMap((fence) =>
      fence.text
        .split(/^(?=\$ )/m)
        .map((block) => ({ block, line: fence.line })),
    );

  const found: Problem[] = [];
  for (const { block, line } of blocks) {
    const wrong = await whatIsWrong(block);
    if (wrong)
      found.push(
        problem(chapter, 'README.md', line, wrong.message, wrong.remedy),
      );
  }
  return found;
}

/** What is wrong with `$ command` and the output under it. */
async function whatIsWrong(block: string) {
  const [command = '', ...expected] = block.trimEnd().split('\n');
  if (!/^\$ (node|npm|npx|git) /.test(command))
    return {
      message: `"${command}" is not run.`,
      remedy: 'Only $ node, npm, npx and git may be run by a lesson.',
    };

  if (command.includes('--database postgres') && howToGetPostgres())
    return undefined;

  const { said, code } = await execute(withoutNpx(command.slice(2)));
  if (code !== 0)
    return {
      message: `"${command}" ends with the exit code ${code}.`,
      remedy: 'Show a command that succeeds.',
    };
  return matches(expected.join('\n'), said)
    ? undefined
    : {
        message: `"${command}" says something else:\n${said}\n`,
        remedy: 'Copy what it says; write … for what varies.',
      };
}

/** What npx finds here, found without npm: that takes longer to start than what it starts. */
function withoutNpx(command: string) {
  return command.replace(/^npx ground-up /, 'node shared/bin/ground-up.js ');
}

/** What a command says and how it ends, run in the repository's root without colours and npm's own notices. Other proofs go on meanwhile. */
async function execute(command: string) {
  const env = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VITEST'),
  );
  const child = spawn(command, {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(env),
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      npm_config_loglevel: 'error',
    },
  });

  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { said: `${stdout}${stderr}`.trimEnd(), code };
}

function matches(expected: string, said: string): boolean {
  const pattern = expected
    .trimEnd()
    .split('…')
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
    .join('[\\s\\S]*');
  return new RegExp(`^${pattern}$`).test(said);
}
