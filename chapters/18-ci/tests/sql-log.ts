import { onTestFinished, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import type { Settings } from '../src/settings.ts';
import { signIn } from './sign-in.ts';

/** Somebody who may write, and the statements that their requests send besides the one that authenticates, without quotes around names. */
export async function startWithLog(settings: Settings) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const database = await openDatabase({ ...settings, logSql: true });
  onTestFinished(async () => {
    log.mockRestore();
    await database.close();
  });

  const alice = await signIn(createApp(settings, database));
  log.mockClear();
  const statements = () =>
    log.mock.calls
      .map(([line]) => String(line).replaceAll(/["`]/g, ''))
      .filter((line) => !line.includes('FROM users AS user WHERE'));
  return { alice, statements };
}
