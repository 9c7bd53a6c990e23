import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';

/** The responses of `server` that are not sent to their end, at every moment. */
export function trackResponses(server: Server) {
  const inFlight = new Set<ServerResponse>();
  server.on('request', (req, res) => {
    inFlight.add(res);
    res.on('close', () => inFlight.delete(res));
  });
  return inFlight;
}

/** Closes the door, lets requests in flight finish, and cuts off what is left after `graceMs`. */
export async function drain(
  server: Server,
  inFlight: Set<ServerResponse>,
  graceMs: number,
) {
  const closed = once(server, 'close');
  const cut = setInterval(() => server.closeAllConnections(), graceMs);
  for (const res of inFlight)
    if (!res.headersSent) res.setHeader('Connection', 'close');
  await closeDoor(server, inFlight);

  const idle = setInterval(() => {
    if (inFlight.size === 0) server.closeIdleConnections();
  }, 250);
  await closed;

  clearInterval(idle);
  clearInterval(cut);
}

/** Closes the door when nobody comes: it would throw out a connection that waits to be taken. */
async function closeDoor(server: Server, inFlight: Set<ServerResponse>) {
  const waiting: Socket[] = [];
  server.on('connection', (socket) => {
    process.nextTick(() => socket.pause());
    waiting.push(socket);
  });

  for (let tries = 0; tries < 10; tries += 1) {
    const { length } = waiting;
    await (tries > 0 || inFlight.size > 0 ? setTimeout(100) : setImmediate());
    await setImmediate();
    if (waiting.length === length) break;
  }

  // `close` of an HTTP server would cut idle connections now, and with them a request that is on its way.
  NetServer.prototype.close.call(server);
  for (const socket of waiting) socket.resume();
}
