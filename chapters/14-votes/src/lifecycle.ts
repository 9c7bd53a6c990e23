import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { openDatabase } from './database.ts';
import { drain, trackResponses } from './drain.ts';
import type { Settings } from './settings.ts';

/** Opens the database, then listens. `stop` undoes it in reverse, once, however often it is called. */
export async function start(settings: Settings) {
  const database = await openDatabase(settings);
  const app = createApp(settings, database);
  const server = createServer(app);
  const inFlight = trackResponses(server);

  try {
    await once(server.listen(settings.port), 'listening');
  } catch (error) {
    await database.close();
    throw error;
  }

  async function shutDown() {
    app.locals.stopping = true;
    await drain(server, inFlight, settings.graceMs);
    await database.close();
  }

  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= shutDown());
  const { port } = server.address() as AddressInfo;

  return { port, stop, [Symbol.asyncDispose]: stop };
}
