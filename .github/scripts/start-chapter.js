// node .github/scripts/start-chapter.js [NN]
// Starts a chapter (the newest without a number) in each way the lessons name, and asks it for `/`:
// through the kit, with the chapter's own `npm start`, and, where Node runs TypeScript itself, with `node src/server.ts`.
import { join } from 'node:path';
import { pickChapter, root } from './chapters.js';
import { startAndAsk } from './processes.js';

const { number, name } = pickChapter(process.argv[2]);
const folder = join(root, 'chapters', name);

await startAndAsk(`npm start ${number} -- --port {port}`, root);
await startAndAsk('npm start', folder);
if (process.features.typescript)
  await startAndAsk('node src/server.ts', folder);
