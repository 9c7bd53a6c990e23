import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Asked {
  method?: string;
  path: string;
  body?: object;
  headers?: Record<string, string>;
  agent?: Agent;
}

/** How a request ended: with a whole answer, or with the reason why there was none. */
export interface Ended {
  asked: string;
  status?: number;
  retryAfter?: string;
  /** `ECONNREFUSED`, `ECONNRESET`, `cut off`, `no answer`. */
  error?: string;
}

/** How long a client waits for an answer, in milliseconds. */
const patience = 15_000;

/** Sends one request and reads its answer to the end. Never rejects. */
export function ask(url: string, asked: Asked): Promise<Ended> {
  const { method = 'GET', path, body, agent } = asked;
  const text = body && JSON.stringify(body);
  const name = `${method} ${path}`;
  const type = text ? { 'Content-Type': 'application/json' } : {};
  const headers = { ...type, ...asked.headers };
  return new Promise((done) => {
    const fail = (error: string) => done({ asked: name, error });
    const sent = request(url + path, { method, agent, headers });
    sent.setTimeout(patience, () => {
      fail('no answer');
      sent.destroy();
    });
    sent.on('error', ({ code, message }: NodeJS.ErrnoException) =>
      fail(code ?? message),
    );
    sent.on('response', (response) => {
      response.on('error', () => fail('cut off'));
      response.on('end', () => done({ asked: name, ...read(response) }));
      response.resume();
    });
    sent.end(text);
  });
}

function read({ statusCode, headers }: IncomingMessage) {
  return { status: statusCode, retryAfter: headers['retry-after'] };
}

/**
 * Clients that send one request after the other, the first half of them on a connection that each keeps, the others on
 * a new connection each time. They stop when told, or when nothing listens any more.
 */
export function startLoad(url: string, clients: number, requests: Asked[]) {
  const ended: Ended[] = [];
  let isOver = false;

  async function send(client: number) {
    const keepAlive = client < clients / 2;
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    for (let count = client; !isOver; count += 1) {
      const asked = requests[count % requests.length];
      if (!asked) break;
      const end = await ask(url, { ...asked, agent });
      ended.push(end);
      if (end.error === 'ECONNREFUSED') break;
      await sleep(2);
    }
    agent.destroy();
  }

  const all = Array.from({ length: clients }, (_, client) => send(client));
  return {
    ended,
    /** Resolves when every client has its last answer. */
    finish: async () => {
      isOver = true;
      await Promise.all(all);
      return ended;
    },
    refused: () => Promise.all(all),
  };
}
