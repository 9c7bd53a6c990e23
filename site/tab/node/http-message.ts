import { Readable, Writable } from 'node:stream';
import { type Header, joinHeaders, OutgoingHeaders } from './http-headers.ts';
import { Socket } from './net.ts';
import { STATUS_CODES } from './http-tables.ts';

/** Whoever a response is sent to. */
export interface Receiver {
  head(status: number, statusText: string, headers: Header[]): void;
  data(chunk: Uint8Array): void;
  /** The response has come to its end; `keep` says whether the connection stays open. */
  end(keep: boolean): void;
}

/** A request as a server reads it, or a response as a client does. */
export class IncomingMessage extends Readable {
  httpVersion = '1.1';
  httpVersionMajor = 1;
  httpVersionMinor = 1;
  headers: Record<string, string | string[]> = {};
  rawHeaders: string[] = [];
  trailers = {};
  rawTrailers: string[] = [];
  complete = false;
  aborted = false;
  method: string | null = null;
  url = '';
  statusCode: number | null = null;
  statusMessage: string | null = null;
  socket: Socket;
  connection: Socket;

  constructor(socket: Socket = new Socket()) {
    super({ autoDestroy: true });
    this.socket = socket;
    this.connection = socket;
  }

  override _read(): void {}

  setTimeout(): this {
    return this;
  }

  fill(headers: Header[]): void {
    this.rawHeaders = headers.flat();
    this.headers = joinHeaders(headers);
  }

  /** The last byte has come. */
  finish(): void {
    this.complete = true;
    this.push(null);
  }

  // As Node: who does not listen for errors is not told of a connection that was cut.
  override _destroy(
    error: Error | null,
    done: (error: Error | null) => void,
  ): void {
    done(this.listenerCount('error') > 0 ? error : null);
  }

  /** The connection has gone before the last byte came. */
  abort(): void {
    if (this.complete || this.destroyed) return;
    this.aborted = true;
    this.emit('aborted');
    this.destroy(connectionReset('aborted'));
  }
}

/** A message that goes out: what requests and responses have in common. */
export class OutgoingMessage extends Writable {
  headersSent = false;
  sendDate = true;
  finished = false;
  shouldKeepAlive = true;
  socket: Socket | null = null;
  connection: Socket | null = null;
  protected outgoing = new OutgoingHeaders();

  /** Whether the message is over once it is written: a response is, a request waits for its answer. */
  constructor(endsWhenWritten = true) {
    super({ autoDestroy: endsWhenWritten, emitClose: true });
  }

  setHeader(name: string, value: string | number | readonly string[]): this {
    if (this.headersSent) throw headersSentError('set');
    this.outgoing.set(name, value);
    return this;
  }

  appendHeader(name: string, value: string | string[]): this {
    const before = this.outgoing.get(name);
    const all = before === undefined ? value : [before, value].flat();
    return this.setHeader(name, all as string | string[]);
  }

  setHeaders(headers: Iterable<[string, string]>): this {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }

  getHeader(name: string) {
    return this.outgoing.get(name);
  }

  hasHeader(name: string): boolean {
    return this.outgoing.has(name);
  }

  removeHeader(name: string): void {
    if (this.headersSent) throw headersSentError('remove');
    this.outgoing.delete(name);
  }

  getHeaderNames(): string[] {
    return this.outgoing.names();
  }

  getRawHeaderNames(): string[] {
    return this.outgoing.rawNames();
  }

  getHeaders() {
    return this.outgoing.toObject();
  }

  flushHeaders(): void {
    if (!this.headersSent) this.sendHead();
  }

  setTimeout(): this {
    return this;
  }

  addTrailers(): void {}

  /** Sends what goes before the body. */
  protected sendHead(): void {
    this.headersSent = true;
  }
}

/** A response as a server writes it. */
export class ServerResponse extends OutgoingMessage {
  statusCode = 200;
  statusMessage: string | undefined;
  req: IncomingMessage;
  strictContentLength = false;
  #receiver: Receiver | undefined;

  constructor(req: IncomingMessage, receiver?: Receiver) {
    super();
    this.req = req;
    this.#receiver = receiver;
    this.socket = req.socket;
    this.connection = req.socket;
  }

  writeHead(status: number, ...rest: unknown[]): this {
    if (this.headersSent) throw headersSentError('write');
    this.statusCode = status;
    if (typeof rest[0] === 'string')
      this.statusMessage = rest.shift() as string;
    const [headers = {}] = rest as [object?];
    const pairs = Array.isArray(headers)
      ? pairsOf(headers.flat() as string[])
      : Object.entries(headers as Record<string, string>);
    for (const [name, value] of pairs) this.setHeader(name, value);
    this.sendHead();
    return this;
  }

  writeContinue(): void {}

  writeProcessing(): void {}

  writeEarlyHints(): void {}

  _implicitHeader(): void {
    this.writeHead(this.statusCode);
  }

  assignSocket(socket: Socket): void {
    this.socket = socket;
  }

  detachSocket(): void {
    this.socket = null;
  }

  // Node counts the bytes of a body that is sent in one piece.
  override end(...args: unknown[]): this {
    const [chunk] = args;
    const isPiece = typeof chunk === 'string' || chunk instanceof Uint8Array;
    if (!this.headersSent && this.#hasBody && !this.#isMeasured)
      this.setHeader(
        'Content-Length',
        isPiece
          ? Buffer.byteLength(chunk, args[1] as BufferEncoding | undefined)
          : 0,
      );
    this.finished = true;
    return super.end(...(args as [])) as this;
  }

  override _write(
    chunk: Uint8Array | string,
    encoding: BufferEncoding,
    done: () => void,
  ): void {
    this.flushHeaders();
    if (this.#hasBody)
      this.#reader?.data(
        typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk,
      );
    done();
  }

  override _final(done: () => void): void {
    this.flushHeaders();
    const asked = [
      this.getHeader('connection'),
      this.req.headers['connection'],
    ].some((value) => /^close$/i.test(String(value)));
    const { socket } = this;
    if (socket) socket.cut = undefined;
    this.#reader?.end(!asked && this.shouldKeepAlive);
    done();
  }

  protected override sendHead(): void {
    super.sendHead();
    this.statusMessage ??= STATUS_CODES[this.statusCode] ?? 'unknown';
    const { outgoing } = this;
    if (this.sendDate && !outgoing.has('date'))
      outgoing.set('Date', new Date().toUTCString());
    if (!outgoing.has('connection')) {
      outgoing.set('Connection', this.#closes ? 'close' : 'keep-alive');
      if (!this.#closes) outgoing.set('Keep-Alive', 'timeout=5');
    }
    if (this.#hasBody && !this.#isMeasured)
      outgoing.set('Transfer-Encoding', 'chunked');
    this.#reader?.head(
      this.statusCode,
      this.statusMessage,
      this.outgoing.all(),
    );
  }

  /** Nobody, once the connection is cut. */
  get #reader(): Receiver | undefined {
    return this.socket?.destroyed ? undefined : this.#receiver;
  }

  get #closes(): boolean {
    return /^close$/i.test(String(this.req.headers['connection']));
  }

  get #hasBody(): boolean {
    return this.req.method !== 'HEAD' && ![204, 304].includes(this.statusCode);
  }

  get #isMeasured(): boolean {
    return (
      this.hasHeader('content-length') || this.hasHeader('transfer-encoding')
    );
  }
}

/** What Node reports for a connection that the other side cut. */
export function connectionReset(message: string): Error {
  return Object.assign(new Error(message), { code: 'ECONNRESET' });
}

function headersSentError(what: string): Error {
  return Object.assign(
    new Error(`Cannot ${what} headers after they are sent to the client`),
    { code: 'ERR_HTTP_HEADERS_SENT' },
  );
}

function pairsOf(flat: string[]): [string, string][] {
  return flat.flatMap((name, index) =>
    index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as [string, string]] : [],
  );
}
