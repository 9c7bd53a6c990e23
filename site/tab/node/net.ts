import { EventEmitter } from 'node:events';
import { Duplex } from 'node:stream';

/** Servers by the port they listen at. There is no network: who knows the table reaches all of them. */
const listening = new Map<number, Server>();
const firstFreePort = 49_152;

/** Called whenever a server begins to listen. */
export const onListening = new Set<(server: Server) => void>();

/** The server at `port`. Throws as a connection that is refused does. */
export function serverAt(port: number): Server {
  const server = listening.get(port);
  if (server) return server;

  throw Object.assign(new Error(`connect ECONNREFUSED 127.0.0.1:${port}`), {
    code: 'ECONNREFUSED',
    errno: -111,
    syscall: 'connect',
    address: '127.0.0.1',
    port,
  });
}

/** A connection as a server sees it. Bytes do not pass through it: requests and responses do, as objects. */
export class Socket extends Duplex {
  remoteAddress = '127.0.0.1';
  remoteFamily = 'IPv4';
  remotePort = 0;
  localAddress = '127.0.0.1';
  localPort = 0;
  encrypted = false;
  connecting = false;
  /** What is cut off when the connection is. */
  cut: (() => void) | undefined;

  constructor() {
    super({ allowHalfOpen: true });
  }

  /** Whether a request is on it that is not answered. */
  get isBusy(): boolean {
    return this.cut !== undefined;
  }

  override _read(): void {}

  override _write(
    chunk: unknown,
    encoding: BufferEncoding,
    done: (error?: Error) => void,
  ): void {
    done();
  }

  override _destroy(
    error: Error | null,
    done: (error: Error | null) => void,
  ): void {
    this.cut?.();
    this.cut = undefined;
    done(error);
  }

  address() {
    return { address: this.localAddress, family: 'IPv4', port: this.localPort };
  }

  setTimeout(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

interface ListenOptions {
  port?: number;
  host?: string;
}

export class Server extends EventEmitter {
  listening = false;
  protected connections = new Set<Socket>();
  #port = 0;
  #host = '::';
  #isClosing = false;

  /** Takes what Node takes: `port, host, backlog, callback`, each of which may be left out, or an object. */
  listen(...args: unknown[]): this {
    const callback = args.find((arg) => typeof arg === 'function');
    const [first, second] = args;
    const { port, host } = (
      typeof first === 'object' && first !== null
        ? first
        : { port: first, host: second }
    ) as ListenOptions;
    if (callback) this.once('listening', callback as () => void);

    const wanted = Number(typeof port === 'function' ? 0 : port) || freePort();
    if (listening.has(wanted)) {
      const error = Object.assign(
        new Error(`listen EADDRINUSE: address already in use :::${wanted}`),
        { code: 'EADDRINUSE', errno: -98, syscall: 'listen', port: wanted },
      );
      queueMicrotask(() => this.emit('error', error));
      return this;
    }

    listening.set(wanted, this);
    this.#port = wanted;
    this.#host = typeof host === 'string' ? host : '::';
    this.listening = true;
    this.#isClosing = false;
    queueMicrotask(() => {
      this.emit('listening');
      for (const told of onListening) told(this);
    });
    return this;
  }

  address() {
    if (!this.listening) return null;
    const family = this.#host.includes(':') ? 'IPv6' : 'IPv4';
    return { address: this.#host, family, port: this.#port };
  }

  /** Takes no new connection, and emits `close` once the last one has ended. */
  close(callback?: (error?: Error) => void): this {
    if (callback) {
      if (this.listening) this.once('close', callback);
      else {
        const error = Object.assign(new Error('Server is not running.'), {
          code: 'ERR_SERVER_NOT_RUNNING',
        });
        this.once('close', () => callback(error));
      }
    }
    if (listening.get(this.#port) === this) listening.delete(this.#port);
    this.listening = false;
    this.#isClosing = true;
    this.#closeIfEmpty();
    return this;
  }

  getConnections(callback: (error: null, count: number) => void): this {
    queueMicrotask(() => callback(null, this.connections.size));
    return this;
  }

  /** A new connection to this server. */
  accept(): Socket {
    const socket = new Socket();
    const isIpv4 = this.#host.includes('.');
    socket.remoteAddress = isIpv4 ? '127.0.0.1' : '::ffff:127.0.0.1';
    socket.remoteFamily = isIpv4 ? 'IPv4' : 'IPv6';
    socket.remotePort = freePort();
    socket.localPort = this.#port;
    this.connections.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      this.connections.delete(socket);
      this.#closeIfEmpty();
    });
    this.emit('connection', socket);
    return socket;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return new Promise((resolve) => this.close(() => resolve()));
  }

  #closeIfEmpty(): void {
    if (!this.#isClosing || this.connections.size > 0) return;
    this.#isClosing = false;
    queueMicrotask(() => this.emit('close'));
  }
}

let lastPort = firstFreePort;

function freePort(): number {
  do lastPort = lastPort >= 65_535 ? firstFreePort : lastPort + 1;
  while (listening.has(lastPort));
  return lastPort;
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/** 4, 6, or 0 for what is no address. */
export function isIP(text: string): 0 | 4 | 6 {
  if (ipv4.test(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

export function isIPv4(text: string): boolean {
  return ipv4.test(text);
}

/** Asks the browser's reader of addresses, which knows all ways to write one (RFC 4291, 2.2). */
export function isIPv6(text: string): boolean {
  const [address = '', zone] = text.split('%', 2);
  if (zone === '' || !/^[\da-f:.]+$/i.test(address)) return false;
  return address.includes(':') && URL.canParse(`http://[${address}]/`);
}
