import { EventEmitter } from 'node:events';
import type { ClientRequestArgs } from 'node:http';
import {
  connectionReset,
  IncomingMessage,
  OutgoingMessage,
} from './http-message.ts';
import { type Exchange, exchange, open } from './http-server.ts';
import type { Socket } from './net.ts';

const { setTimeout, clearTimeout } = globalThis;

/** Keeps connections that may be used again, by `host:port`. */
export class Agent extends EventEmitter {
  keepAlive: boolean;
  options: object;
  maxSockets = Infinity;
  sockets = {};
  requests = {};
  #idle = new Map<number, Socket[]>();

  constructor(options: { keepAlive?: boolean } = {}) {
    super();
    this.options = options;
    this.keepAlive = options.keepAlive ?? false;
  }

  /** A connection to `port` that nobody uses, or a new one. Throws if nobody listens there. */
  take(port: number): Socket {
    const idle = (this.#idle.get(port) ?? []).filter(
      ({ destroyed }) => !destroyed,
    );
    const socket = idle.pop();
    this.#idle.set(port, idle);
    return socket ?? open(port);
  }

  giveBack(socket: Socket, port: number, keep: boolean): void {
    if (!keep || !this.keepAlive) socket.destroy();
    else this.#idle.set(port, [...(this.#idle.get(port) ?? []), socket]);
  }

  destroy(): void {
    for (const socket of [...this.#idle.values()].flat()) socket.destroy();
    this.#idle.clear();
  }
}

export const globalAgent = new Agent({ keepAlive: true });

type Options = ClientRequestArgs & { agent?: unknown };
type OnResponse = (response: IncomingMessage) => void;

/** A request as a client writes it, to a server of the same program. */
export class ClientRequest extends OutgoingMessage {
  method: string;
  path: string;
  host: string;
  protocol = 'http:';
  reusedSocket = false;
  aborted = false;
  res: IncomingMessage | undefined;
  #port: number;
  #agent: Agent;
  #exchange: Exchange | undefined;
  #timeout: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options, onResponse?: OnResponse) {
    super(false);
    const { hostname, host, port, path, method, headers, agent, timeout } =
      options;
    this.method = (method ?? 'GET').toUpperCase();
    this.path = path ?? '/';
    this.host = (hostname ?? host ?? 'localhost').replace(/^\[|\]$/g, '');
    this.#port = Number(port ?? 80);
    this.#agent =
      agent === false
        ? new Agent()
        : ((agent as Agent | undefined) ?? globalAgent);
    for (const [name, value] of Object.entries(headers ?? {}))
      if (value !== undefined) this.setHeader(name, value as string);
    if (onResponse) this.once('response', onResponse);
    if (timeout) this.setTimeout(timeout);
    setImmediate(() => this.#connect());
  }

  setNoDelay(): void {}

  setSocketKeepAlive(): void {}

  abort(): void {
    this.aborted = true;
    this.destroy();
  }

  override setTimeout(ms = 0, callback?: () => void): this {
    if (callback) this.once('timeout', callback);
    clearTimeout(this.#timeout);
    if (ms > 0) this.#timeout = setTimeout(() => this.emit('timeout'), ms);
    return this;
  }

  override end(...args: unknown[]): this {
    const [chunk] = args;
    const isPiece = typeof chunk === 'string' || chunk instanceof Uint8Array;
    const hasBody = !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(this.method);
    const isMeasured =
      this.hasHeader('content-length') || this.hasHeader('transfer-encoding');
    if (!this.headersSent && !isMeasured && (isPiece || hasBody))
      this.setHeader('Content-Length', isPiece ? Buffer.byteLength(chunk) : 0);
    this.finished = true;
    return super.end(...(args as [])) as this;
  }

  override _write(
    chunk: Uint8Array | string,
    encoding: BufferEncoding,
    done: (error?: Error) => void,
  ): void {
    this.#whenConnected(() => {
      this.#exchange?.write(
        typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk,
      );
      done();
    });
  }

  override _final(done: () => void): void {
    this.#whenConnected(() => {
      this.#exchange?.end();
      done();
    });
  }

  override _destroy(
    error: Error | null,
    done: (error: Error | null) => void,
  ): void {
    clearTimeout(this.#timeout);
    if (this.res?.complete !== true) {
      this.socket?.destroy();
      this.res?.abort();
    }
    done(error ?? (this.res ? null : connectionReset('socket hang up')));
  }

  protected override sendHead(): void {
    super.sendHead();
    if (!this.hasHeader('host'))
      this.outgoing.set('Host', `${this.host}:${this.#port}`);
    if (!this.hasHeader('connection'))
      this.outgoing.set(
        'Connection',
        this.#agent.keepAlive ? 'keep-alive' : 'close',
      );
    if (!this.finished && !this.hasHeader('content-length'))
      this.outgoing.set('Transfer-Encoding', 'chunked');
    this.#whenConnected(() => this.#send());
  }

  #connect(): void {
    if (this.destroyed) return;
    try {
      this.socket = this.#agent.take(this.#port);
      this.connection = this.socket;
    } catch (error) {
      this.destroy(error as Error);
      return;
    }
    this.emit('socket', this.socket);
    this.emit('connected');
  }

  #whenConnected(then: () => void): void {
    if (!this.headersSent) this.sendHead();
    if (this.socket) then();
    else this.once('connected', then);
  }

  #send(): void {
    const { socket } = this;
    if (!socket) return;
    const request = {
      method: this.method,
      path: this.path,
      headers: this.outgoing.all(),
    };
    const response = new IncomingMessage(socket);
    this.#exchange = exchange(socket, request, {
      continue: () => this.emit('continue'),
      head: (status, statusText, headers) => {
        response.statusCode = status;
        response.statusMessage = statusText;
        response.fill(headers);
        this.res = response;
        clearTimeout(this.#timeout);
        setImmediate(() => this.emit('response', response));
      },
      data: (chunk) => response.push(Buffer.from(chunk)),
      end: (keep) => {
        response.finish();
        this.#agent.giveBack(socket, this.#port, keep);
        response.once('close', () => this.destroy());
      },
      cut: () => {
        response.abort();
        if (!this.res) this.destroy(connectionReset('socket hang up'));
      },
    });
  }
}

/** As Node's: `url, options, callback`, of which the first or the second may be left out. */
export function request(...args: unknown[]): ClientRequest {
  const onResponse = args.find((arg) => typeof arg === 'function');
  const [first, second] = args.filter((arg) => typeof arg !== 'function');
  const isAddress = typeof first === 'string' || first instanceof URL;
  const options = isAddress
    ? { ...optionsOf(new URL(first)), ...(second as Options | undefined) }
    : (first as Options);
  return new ClientRequest(options, onResponse as OnResponse | undefined);
}

/** A request without a body, on its way. */
export function get(...args: unknown[]): ClientRequest {
  return request(...args).end();
}

function optionsOf({ hostname, port, pathname, search }: URL): Options {
  return { hostname, port: port || 80, path: pathname + search };
}
