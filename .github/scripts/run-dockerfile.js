import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DockerfileParser } from 'dockerfile-ast';
import { freePort } from './processes.js';

const nobody = 65_534;

/**
 * Does with the Dockerfile in `context` what can be done without an engine: each stage is a folder below `away`, COPY and
 * RUN work in it, and the last one's CMD is started there as somebody who is not root, has to pass its health check, and
 * has to end with 0 on SIGTERM. Gives what was done, a line each; throws at the first thing that fails. It proves nothing
 * of the base images, of .dockerignore and of the image's size. Not for Windows.
 */
export async function runDockerfile(context, away) {
  const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
  const stages = new Map();
  const done = [];
  let stage;

  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const words = instruction.getArguments().map((one) => one.getValue());
    const [first = ''] = words;

    if (keyword === 'FROM') {
      stage = newStage(join(away, `stage-${stages.size}`));
      stages.set(instruction.getBuildStage() ?? 'last', stage);
      stage.node = await nodeOf(first, away);
    } else if (keyword === 'WORKDIR') {
      stage.workdir = join(stage.dir, first);
      mkdirSync(stage.workdir, { recursive: true });
    } else if (keyword === 'ENV') {
      for (const one of instruction.getProperties())
        stage.env[one.getName()] = one.getValue();
    } else if (keyword === 'COPY') {
      const from = instruction.getFlags().find((f) => f.getName() === 'from');
      copy(words, stage, from ? stages.get(from.getValue()).dir : context);
    } else if (keyword === 'RUN') {
      const command = words.join(' ');
      execFileSync('sh', ['-e', '-c', command], {
        cwd: stage.workdir,
        env: envOf(stage),
        stdio: 'inherit',
      });
      done.push(`RUN ${command}`);
    } else if (keyword === 'USER') {
      stage.user = first;
    } else if (keyword === 'HEALTHCHECK') {
      stage.check = commandOf(instruction);
    } else if (keyword === 'CMD') {
      stage.command = commandOf(instruction);
    }
  }
  return [...done, ...(await startAndStop(stage, away))];
}

function newStage(dir) {
  mkdirSync(dir);
  return { dir, workdir: dir, env: {} };
}

/** A folder with the Node that a base image such as `node:24-slim` has: of this process, or from npm. */
async function nodeOf(image, away) {
  const [, major] = /^node:(\d+)/.exec(image) ?? [];
  if (!major) throw new Error(`FROM ${image}: only node:NN… is known here.`);
  if (process.versions.node.startsWith(`${major}.`))
    return join(process.execPath, '..');

  const folder = join(away, `node-${major}`);
  const programs = join(folder, 'node_modules', '.bin');
  if (existsSync(programs)) return programs;
  execFileSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefix', folder, `node@${major}`],
    { stdio: 'inherit' },
  );
  return programs;
}

/** COPY: the last word is where to, below the folder of the stage. A folder's content goes, not the folder itself. */
function copy(words, { dir, workdir }, source) {
  const to = words.at(-1);
  const target = to.startsWith('/') ? join(dir, to) : join(workdir, to);
  for (const path of words.slice(0, -1)) {
    const isInto = to.endsWith('/');
    const name = path.split('/').at(-1);
    cpSync(join(source, path), isInto ? join(target, name) : target, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

/** The program and its arguments; throws for the shell form. */
function commandOf(instruction) {
  const text = instruction.getArgumentsContent() ?? '';
  try {
    return JSON.parse(text.slice(text.indexOf('[')));
  } catch {
    throw new Error(`${instruction.getKeyword()} is not in exec form.`);
  }
}

/** The stage's variables and its Node, and nothing of this process but how npm finds its registry. */
function envOf({ env, node }) {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(npm_config_|HTTPS?_PROXY$|NO_PROXY$|NODE_EXTRA_CA_CERTS$|HOME$)/i.test(
      name,
    ),
  );
  const path = `${node}:${process.env.PATH}`;
  return { ...Object.fromEntries(kept), ...env, PATH: path };
}

async function startAndStop(stage, away) {
  if (!stage.user || ['root', '0'].includes(stage.user))
    throw new Error('The image would run as root.');
  const { dir, workdir, command, check } = stage;
  chmodSync(dir, 0o755);
  const data = mkdtempSync(join(away, 'data-'));
  chmodSync(data, 0o777);

  const port = await freePort();
  const isRoot = process.getuid() === 0;
  const options = {
    cwd: workdir,
    env: {
      ...envOf(stage),
      PORT: String(port),
      DATABASE_URL: `sqlite:${join(data, 'data.sqlite')}`,
      JWT_SECRET: 'a secret for this run and nothing else',
    },
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    stdio: ['ignore', 'inherit', 'inherit'],
  };
  const server = spawn(command[0], command.slice(1), options);
  const exited = once(server, 'exit');

  try {
    await becomesHealthy(check, options);
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`);
    if (!response.ok) throw new Error(`It answers ${response.status}.`);
    server.kill('SIGTERM');
    const [code, signal] = await Promise.race([
      exited,
      setTimeout(15_000, [undefined, 'nothing for 15 s'], { ref: false }),
    ]);
    if (code !== 0)
      throw new Error(`On SIGTERM it ended with ${code ?? signal}, not 0.`);
  } finally {
    server.kill('SIGKILL');
  }
  return [
    `CMD ${command.join(' ')}, ${isRoot ? 'as nobody' : 'as this user'}: healthy, ready, 0 on SIGTERM`,
    `HEALTHCHECK ${check.slice(0, 2).join(' ')} …`,
  ];
}

async function becomesHealthy([program, ...rest], options) {
  for (let second = 0; second < 30; second += 1) {
    const [code] = await once(
      spawn(program, rest, { ...options, stdio: 'ignore' }),
      'exit',
    );
    if (code === 0) return;
    await setTimeout(1000);
  }
  throw new Error('The health check has not succeeded within 30 s.');
}
