import type { Header } from './http-headers.ts';
import {
  IncomingMessage,
  type Receiver,
  ServerResponse,
} from './http-message.ts';
import { Server as NetServer, serverAt, type Socket } from './net.ts';

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** A server whose requests are objects handed to it. */
export class Server extends NetServer {
  timeout = 0;
  keepAliveTimeout = 5_000;
  headersTimeout = 60_000;
  requestTimeout = 300_000;
  maxHeadersCount = null;
  maxRequestsPerSocket = 0;

  constructor(options?: object, handler?: Handler) {
    super();
    const listener = typeof options === 'function' ? options : handler;
    if (typeof options === 'object') Object.assign(this, timesOf(options));
    if (listener) this.on('request', listener as Handler);
  }

  setTimeout(): this {
    return this;
  }

  override close(callback?: (error?: Error) => void): this {
    super.close(callback);
    this.closeIdleConnections();
    return this;
  }

  closeIdleConnections(): void {
    for (const socket of this.connections) if (!socket.isBusy) socket.destroy();
  }

  closeAllConnections(): void {
    for (const socket of this.connections) socket.destroy();
  }
}

export function createServer(options?: object, handler?: Handler): Server {
  return new Server(options, handler);
}

interface Sent {
  method: string;
  /** Path and query, as they stand in the request. */
  path: string;
  headers: Header[];
}

interface Client extends Receiver {
  continue(): void;
  cut(): void;
}

/** The client's end of a request that is being sent. */
export interface Exchange {
  write(chunk: Uint8Array): void;
  end(): void;
}

/** Opens a connection to the server at `port`. Throws if there is none. */
export function open(port: number): Socket {
  const server = serverAt(port);
  const socket = server.accept();
  serverOf.set(socket, server);
  return socket;
}

const serverOf = new WeakMap<Socket, NetServer>();

/** Sends a request over `socket`: its server sees it at once, its body as it is written. */
export function exchange(socket: Socket, sent: Sent, client: Client): Exchange {
  const req = new IncomingMessage(socket);
  req.method = sent.method;
  req.url = sent.path;
  req.fill(sent.headers);

  const res = new ServerResponse(req, client);
  socket.cut = () => {
    client.cut();
    req.abort();
    res.destroy();
  };
  res.once('close', () => {
    if (!req.complete) req.resume();
  });

  if (/100-continue/i.test(String(req.headers['expect']))) client.continue();
  serverOf.get(socket)?.emit('request', req, res);
  return {
    write: (chunk) => {
      if (!req.destroyed) req.push(Buffer.from(chunk));
    },
    end: () => {
      if (!req.destroyed) req.finish();
    },
  };
}

function timesOf(options: object) {
  const known = ['keepAliveTimeout', 'headersTimeout', 'requestTimeout'];
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => known.includes(name)),
  );
}
