import { createServer, type RequestListener } from 'node:http';
import { createClientErrorHandler } from './client-error.ts';
import { trackResponses } from './drain.ts';
import type { Settings } from './settings.ts';

const maxHeaderSize = 16 * 1024;

/** A server for `app` that waits for nobody longer than the settings say, and the responses it has not sent yet. */
export function createHttpServer(app: RequestListener, settings: Settings) {
  const { requestTimeoutMs: requestTimeout, idleTimeoutMs } = settings;
  const headersTimeout = Math.min(settings.headersTimeoutMs, requestTimeout);
  // Node looks every 30 seconds unless told, and cuts nobody in between.
  const connectionsCheckingInterval = Math.ceil(headersTimeout / 10);

  const server = createServer(
    {
      maxHeaderSize,
      headersTimeout,
      requestTimeout,
      connectionsCheckingInterval,
      keepAliveTimeout: idleTimeoutMs,
    },
    app,
  );
  server.timeout = idleTimeoutMs;

  const inFlight = trackResponses(server);
  server.on('clientError', createClientErrorHandler(inFlight));
  return { server, inFlight };
}
