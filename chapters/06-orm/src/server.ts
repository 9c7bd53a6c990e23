import { createApp } from './app.ts';
import { openDatabase } from './database.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const database = await openDatabase(settings);

createApp(settings, database).listen(settings.port, (error) => {
  if (error) throw error;
  console.log(`Listening on http://localhost:${settings.port}`);
});
