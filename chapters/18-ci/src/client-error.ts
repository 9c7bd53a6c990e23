import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { messageFor } from './messages.ts';
import { securityHeaders } from './security-headers.ts';

const statuses: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** Answers what Express never sees, since it is no whole request, and closes the connection. */
export function createClientErrorHandler(inFlight: Set<ServerResponse>) {
  return ({ code = '' }: NodeJS.ErrnoException, socket: Duplex) => {
    const isAnswering = [...inFlight].some(
      (res) => res.socket === socket && res.headersSent,
    );
    if (!socket.writable || isAnswering) return void socket.destroy();

    const answer = answerOf(statuses[code] ?? 400);
    socket.end(answer, () => socket.destroy());
  };
}

function answerOf(status: number) {
  const requestId = randomUUID();
  const message = messageFor(status);
  const body = JSON.stringify({
    success: false,
    error: status,
    message,
    requestId,
  });

  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...securityLines(),
    '',
    body,
  ].join('\r\n');
}

/** No middleware sees these answers, so it is asked what it would set. */
function securityLines() {
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  securityHeaders(req, res, () => undefined);
  return Object.entries(res.getHeaders()).map(
    ([name, value]) => `${name}: ${String(value)}`,
  );
}
