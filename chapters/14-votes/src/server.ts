import { existsSync } from 'node:fs';
import { start } from './lifecycle.ts';
import { reasonOf } from './reason.ts';
import { readSettings } from './settings.ts';

if (existsSync('.env')) process.loadEnvFile();

try {
  const { port, stop } = await start(readSettings(process.env));
  console.log(`Listening on http://localhost:${port}`);
  if (!process.env['JWT_SECRET'])
    console.warn('JWT_SECRET is not set: logins end with this process.');

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(reasonOf(error));
  process.exit(1);
}
