import { existsSync } from 'node:fs';
import { createApp } from './app.ts';
import { openDatabase } from './database.ts';
import { SettingsError } from './settings-error.ts';
import { readSettings } from './settings.ts';

if (existsSync('.env')) process.loadEnvFile();

const settings = settingsOrExit();
const database = await openDatabase(settings);

createApp(settings, database).listen(settings.port, (error) => {
  if (error) throw error;
  console.log(`Listening on http://localhost:${settings.port}`);
});

function settingsOrExit() {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;

    console.error(error.message);
    return process.exit(1);
  }
}
