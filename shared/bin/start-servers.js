import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Starts the server of each folder that the process above names, as `npm start` does there. One that fails ends this process.
process.on('message', async ({ dir, port }) => {
  process.chdir(dir);
  process.env.PORT = String(port);
  await import(pathToFileURL(join(dir, 'src', 'server.ts')).href);
});
