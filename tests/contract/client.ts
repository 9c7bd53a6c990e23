import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { scheduler } from 'node:timers/promises';

/** One response, whole, and the request that brought it. */
export interface Answer {
  /** Method, path and body as sent, shortened: `POST /posts {"title":"Hello"}`. */
  request: string;
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The parsed JSON; undefined when the text is not JSON. */
  body: unknown;
}

export interface Sending {
  headers?: Record<string, string>;
  /** A value, sent as JSON. */
  json?: unknown;
  /** A body as it is, well formed or not. Without a `Content-Type` in `headers` it goes as JSON. */
  bytes?: string | Buffer;
  /** A body sent in pieces, without a `Content-Length`. */
  chunks?: string[];
}

export interface ClientOptions {
  /** `http://localhost:8000`, with a path before every other if need be. */
  url: string;
  /** Sent with every request: who this client is. */
  headers?: Record<string, string>;
  /** Milliseconds for one request: 10,000 unless said. */
  timeout?: number;
  /** Milliseconds after which a client that sends slowly must be cut off: 65,000 unless said, a minute and a little. */
  slow?: number;
  /** false: a 429 is an answer like any other. */
  waits?: boolean;
  /** Told of each path that a POST has created. */
  onCreated?: (path: string) => void;
}

type Body = { type: string; chunks: (string | Buffer)[]; length?: number };

/** What went wrong between client and server: a message for the person who runs the suites. */
export class ContractError extends Error {
  override name = 'ContractError';
}

const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 32 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 32 }),
};

/** Bytes of a body that are read: an answer without an end would fill the memory. */
const most = 16 * 2 ** 20;

/** The longest that a 429 may make one request wait, in seconds. */
const patience = 60;

/** Sends any request, also those that `fetch` refuses, and follows no redirect. Waits as told by a 429. */
export class Client {
  readonly url: URL;
  private readonly options: ClientOptions;

  constructor(options: ClientOptions) {
    this.url = new URL(options.url);
    this.options = options;
  }

  /** The same server, for somebody else. */
  with(options: Partial<ClientOptions>) {
    return new Client({ ...this.options, ...options });
  }

  get(path: string, sending?: Sending) {
    return this.send('GET', path, sending);
  }

  head(path: string, sending?: Sending) {
    return this.send('HEAD', path, sending);
  }

  post(path: string, json?: unknown) {
    return this.send('POST', path, { json });
  }

  put(path: string, json?: unknown) {
    return this.send('PUT', path, { json });
  }

  patch(path: string, json?: unknown) {
    return this.send('PATCH', path, { json });
  }

  delete(path: string) {
    return this.send('DELETE', path);
  }

  /** Sends one request. Throws a ContractError when no answer comes. */
  async send(method: string, path: string, sending: Sending = {}) {
    let waited = 0;

    for (;;) {
      const answer = await this.sendOnce(method, path, sending);
      if (answer.status !== 429 || this.options.waits === false)
        return this.remember(method, path, answer);

      const seconds = secondsToWait(answer);
      waited += seconds;
      if (waited > patience) {
        throw new ContractError(
          `${answer.request}: expected an answer within ${patience} seconds of 429, got Retry-After: ${seconds}.`,
        );
      }
      await scheduler.wait(seconds * 1000);
    }
  }

  /** Writes `text` to a connection of its own; resolves with what comes back first, perhaps nothing. */
  raw(text: string, { hangUp = false } = {}): Promise<string> {
    const socket = this.connect();

    return new Promise((resolve) => {
      socket.setTimeout(this.timeout, () => socket.destroy());
      socket.on('error', () => resolve(''));
      socket.on('close', () => resolve(''));
      socket.on('data', (data: Buffer) => {
        resolve(data.toString());
        socket.destroy();
      });
      socket.write(text, () => {
        if (hangUp) socket.destroy();
      });
    });
  }

  /** Writes `text` to a connection of its own, and then `piece` again and again. Throws a ContractError if that may go on. */
  async drip(text: string, piece: string): Promise<void> {
    const socket = this.connect();
    const { slow = 65_000 } = this.options;
    const drop = setInterval(() => socket.write(piece), 100);
    try {
      await new Promise<void>((resolve, reject) => {
        socket.on('error', () => undefined);
        socket.on('close', resolve);
        socket.resume().write(text);
        setTimeout(reject, slow).unref();
      });
    } catch {
      throw new ContractError(
        `${shorten(text)} and then ${shorten(piece) || 'nothing'}, slowly: expected to be cut off, got a connection that is open after ${slow / 1000} seconds.`,
      );
    } finally {
      clearInterval(drop);
      socket.destroy();
    }
  }

  private connect() {
    const { protocol, hostname, port } = this.url;
    const host = hostname.replace(/^\[|\]$/g, '');
    return protocol === 'https:'
      ? tls.connect({ host, port: Number(port || 443), servername: host })
      : net.connect({ host, port: Number(port || 80) });
  }

  private get timeout() {
    return this.options.timeout ?? 10_000;
  }

  private async sendOnce(method: string, path: string, sending: Sending) {
    const body = toBody(sending);
    const request = `${method} ${shorten(path)}${describeSent(body, sending)}`;
    const exchange = () => this.exchange(method, path, body, sending, request);
    try {
      return await exchange().catch((error: unknown) => {
        if (isStale(error)) return exchange();
        throw error;
      });
    } catch (error) {
      const reason = isAbort(error)
        ? `none within ${this.timeout / 1000} seconds`
        : `none (${reasonOf(error)})`;
      throw new ContractError(
        `${request}: expected an answer, got ${reason}.`,
        { cause: error },
      );
    }
  }

  private exchange(
    method: string,
    path: string,
    body: Body | undefined,
    sending: Sending,
    request: string,
  ): Promise<Answer> {
    const { protocol, hostname, port, pathname } = this.url;
    const library = protocol === 'https:' ? https : http;

    return new Promise((resolve, reject) => {
      const req = library.request({
        agent: agents[protocol as keyof typeof agents],
        protocol,
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port,
        method,
        path: pathname.replace(/\/$/, '') + path,
        headers: {
          Accept: 'application/json',
          ...(body && { 'Content-Type': body.type }),
          ...(body?.length !== undefined && { 'Content-Length': body.length }),
          ...this.options.headers,
          ...sending.headers,
        },
        signal: AbortSignal.timeout(this.timeout),
      });

      req.on('error', (error) => {
        reject(Object.assign(error, { reused: req.reusedSocket }));
      });
      req.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > most) req.destroy(new Error('more than 16 MB'));
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          const text = Buffer.concat(chunks).toString();
          resolve({ request, status, headers, text, body: parseJson(text) });
        });
      });

      for (const chunk of body?.chunks ?? []) req.write(chunk);
      req.end();
    });
  }

  private remember(method: string, path: string, answer: Answer) {
    if (method !== 'POST' || answer.status !== 201) return answer;

    const { location } = answer.headers;
    const { id } = Object(answer.body) as { id?: unknown };
    this.options.onCreated?.(
      location ? this.pathOf(location, path) : `${path}/${String(id)}`,
    );
    return answer;
  }

  /** What to send to reach `location`, the answer to a request of `path`. Understands all that RFC 9110, 10.2.2 allows. */
  pathOf(location: string, path: string) {
    const prefix = this.url.pathname.replace(/\/$/, '');
    const base = new URL(prefix + path, this.url);
    const { pathname, search } = new URL(location, base);
    return (
      (pathname.startsWith(prefix) ? pathname.slice(prefix.length) : pathname) +
      search
    );
  }
}

/** A text, or the first part of it, in one line. */
export function shorten(text: string, most = 120) {
  const line = text.replaceAll(/\p{Cc}/gu, (control) =>
    JSON.stringify(control).slice(1, -1),
  );
  return line.length <= most
    ? line
    : `${line.slice(0, most)}… (${text.length} characters)`;
}

function toBody({ json, bytes, chunks }: Sending): Body | undefined {
  const type = 'application/json';
  if (chunks) return { type, chunks };

  const whole = json === undefined ? bytes : JSON.stringify(json);
  if (whole === undefined) return undefined;

  return { type, chunks: [whole], length: Buffer.byteLength(whole) };
}

function describeSent(body: Body | undefined, { headers = {} }: Sending) {
  const fields = Object.entries(headers).map(
    ([name, value]) => ` (${name}: ${shorten(value, 60)})`,
  );
  const text = body ? ` ${shorten(body.chunks.join(''))}` : '';
  return fields.join('') + text;
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3); without one, a second. */
function secondsToWait({ headers }: Answer) {
  const value = headers['retry-after'] ?? '1';
  const seconds = /^\d+$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? 1 : Math.max(0, Math.ceil(seconds));
}

/** A kept connection may be closed by the server at the moment it is used again: no fault of anybody's. */
function isStale(error: unknown) {
  const { code, reused } = Object(error) as { code?: string; reused?: boolean };
  return reused === true && (code === 'ECONNRESET' || code === 'EPIPE');
}

function isAbort(error: unknown) {
  return error instanceof Error && error.name === 'AbortError';
}

function reasonOf(error: unknown) {
  const { code, message } = Object(error) as Record<string, unknown>;
  return String(code ?? message);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
