import { existsSync } from 'node:fs';
import { runCommand } from './migrate/commands.ts';
import { reasonOf } from './reason.ts';
import { readSettings } from './settings.ts';

if (existsSync('.env')) process.loadEnvFile();

try {
  const settings = readSettings(process.env);
  const lines = await runCommand(process.argv.slice(2), { settings });
  for (const line of lines) console.log(line);
} catch (error) {
  console.error(reasonOf(error));
  process.exit(1);
}
