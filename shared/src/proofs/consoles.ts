import { spawnSync } from 'node:child_process';
import { howToGetPostgres } from '../../bin/postgres.js';
import { type Chapter, root } from '../chapters.ts';
import type { Kit } from '../kit.ts';
import { lessonOf } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

/** The commands of a lesson succeed and say what it says; those for PostgreSQL where there is one. */
export function consoles(kit: Kit, chapter: Chapter): Problem[] {
  return lessonOf(kit, chapter)
    .fences.filter(({ info }) => info === 'console')
    .flatMap(({ text, line }) =>
      text.split(/^(?=\$ )/m).flatMap((block) => {
        const wrong = whatIsWrong(block);
        return wrong
          ? [problem(chapter, 'README.md', line, wrong.message, wrong.remedy)]
          : [];
      }),
    );
}

/** What is wrong with `$ command` and the output under it. */
function whatIsWrong(block: string) {
  const [command = '', ...expected] = block.trimEnd().split('\n');
  if (!/^\$ (node|npm|npx|git) /.test(command))
    return {
      message: `"${command}" is not run.`,
      remedy: 'Only $ node, npm, npx and git may be run by a lesson.',
    };

  if (command.includes('--database postgres') && howToGetPostgres())
    return undefined;

  const { said, code } = execute(command.slice(2));
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

/** What a command says and how it ends, run in the repository's root without colours. */
function execute(command: string): { said: string; code: number | null } {
  const env = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VITEST'),
  );
  const { stdout, stderr, status } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    env: { ...Object.fromEntries(env), NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  return { said: `${stdout}${stderr}`.trimEnd(), code: status };
}

function matches(expected: string, said: string): boolean {
  const pattern = expected
    .trimEnd()
    .split('…')
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
    .join('[\\s\\S]*');
  return new RegExp(`^${pattern}$`).test(said);
}
