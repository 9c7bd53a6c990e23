import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';

/** Takes no new connection, lets requests in flight finish, and cuts off what is left after `graceMs`. */
export async function drain(server: Server, graceMs: number) {
  const idle = setInterval(() => server.closeIdleConnections(), 250);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);

  // `close` of an HTTP server would cut idle connections now, and with them a request that is on its way.
  NetServer.prototype.close.call(server);
  await once(server, 'close');

  clearInterval(idle);
  clearTimeout(cut);
}
