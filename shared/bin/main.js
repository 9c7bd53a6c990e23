import { parseArgs } from 'node:util';
import { commands, help } from './commands.js';
import { importTypeScript } from './import-typescript.js';
import {
  interrupted,
  listenForInterrupt,
  noticeInterrupt,
  signalsArrive,
  untilStopped,
} from './interrupt.js';
import { oldNode, userError } from './kit.js';

/**
 * Runs the command that `argv` (without node and script) names, and gives the exit code. Says what it has to say on
 * the console. `load` gives a command's module.
 *
 * @param {string[]} argv
 * @param {(command: import('./commands.js').Command) => Promise<{ run(argv: string[]): number | Promise<number> }>} [load]
 * @returns {Promise<number>}
 */
export async function main([name, ...argv], load = loadCommand) {
  const tooOld = oldNode();
  if (tooOld && name !== 'doctor') return fail(tooOld);
  if (!name || name === 'help' || name === '--help' || name === '-h') {
    return say(help());
  }

  const command = commands.find((one) => one.name === name);
  if (!command) {
    return fail(`There is no command "${name}". ground-up --help lists them.`);
  }
  if (argv.includes('--help') || argv.includes('-h')) {
    return say(`ground-up ${command.usage}\n\n${command.about}`);
  }

  try {
    refuseMore(argv, command);
    if (!command.plain) listenForInterrupt();
    const { run } = await load(command);
    if (command.plain) return await run(argv);

    const code = await run(argv);
    if (!interrupted.aborted) await noticeInterrupt();
    return code;
  } catch (error) {
    await untilStopped(signalsArrive);
    if (!interrupted.aborted) return fail(explain(error, command));
    const said = error.name === 'UserError' ? ` ${error.message}` : '';
    fail(`Stopped.${said}`);
    return 130;
  }
}

async function loadCommand({ name, plain }) {
  if (plain) return import(/* @vite-ignore */ `./${name}.js`);

  return importTypeScript(
    new URL(`../src/commands/${name}.ts`, import.meta.url).href,
  );
}

/** A command would not look at more arguments than it takes: whoever wrote them meant something else. */
function refuseMore(argv, { most = 0, values, usage }) {
  const { positionals } = parseArgs({
    args: argv,
    options: values,
    strict: false,
  });
  if (positionals.length <= most) return;
  throw userError(
    `Unexpected argument '${positionals[most]}'. Usage: ground-up ${usage}`,
  );
}

function explain(error, { usage }) {
  if (error.name === 'UserError') return error.message;
  if (error.code?.startsWith('ERR_PARSE_ARGS')) {
    const [first] = error.message.split(/\.\s|\.?\n|\.$/);
    return `${first}. Usage: ground-up ${usage}`;
  }
  if (error.code === 'ERR_MODULE_NOT_FOUND') {
    return `${error.message.split('\n')[0]}. Run npm install, then try again.`;
  }
  if (error.syscall) return `${error.message}. Nothing more was done.`;
  return error.stack;
}

function say(text) {
  console.log(text);
  return 0;
}

function fail(message) {
  console.error(message);
  return 1;
}
