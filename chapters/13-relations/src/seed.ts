import { existsSync } from 'node:fs';
import { openDatabase } from './database.ts';
import { reasonOf } from './reason.ts';
import { seed } from './seeding.ts';
import { readSettings } from './settings.ts';

if (existsSync('.env')) process.loadEnvFile();

try {
  const settings = readSettings(process.env);
  const database = await openDatabase(settings);
  const added = await seed(database, settings).finally(database.close);
  console.log(
    added
      ? `${added.users} users and ${added.posts} posts added. Log in as alice@example.com with the password ${added.password}`
      : 'There are users or posts already: nothing is added.',
  );
} catch (error) {
  console.error(reasonOf(error));
  process.exit(1);
}
