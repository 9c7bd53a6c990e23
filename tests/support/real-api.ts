import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { typescriptArguments } from '../../shared/bin/kit.js';

export type RealApi = Awaited<ReturnType<typeof startApi>>;

/** The API of the chapter in `dir`, in a process of its own, as `npm start` starts it. */
export async function startApi(dir: string, settings: Record<string, string>) {
  const child = spawn(
    process.execPath,
    [...typescriptArguments(), 'src/server.ts'],
    {
      cwd: dir,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        JWT_SECRET: randomUUID(),
        RATE_LIMIT: '1000000',
        PORT: '0',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  const port = await Promise.race([
    portOf(child.stdout),
    exit.then(([code]) => {
      throw new Error(`The API ended with ${code}: ${errors}`);
    }),
  ]);

  return {
    url: `http://127.0.0.1:${port}`,
    child,
    /** Its exit code and signal, once it has ended. */
    exit,
    /** What it has written to stderr, in lines. */
    errors: () => errors.split('\n').filter((line) => line !== ''),
  };
}

function portOf(stdout: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  return new Promise((found) => {
    stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /localhost:(\d+)/.exec(said)?.[1];
      if (port) found(port);
    });
  });
}
