import { request } from './http-client.ts';
import type { IncomingMessage } from './http-message.ts';

const here = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0'];

/** What Node's `fetch` says of itself. */
const usual = {
  accept: '*/*',
  'accept-language': '*',
  'sec-fetch-mode': 'cors',
  'user-agent': 'node',
};

/** `fetch` from a server of the same program; follows no redirect. Rejects, as Node's does, for any other host. */
export async function fetchHere(
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.protocol !== 'http:' || !here.includes(url.hostname))
    throw failed(
      `${url.host} cannot be reached: a chapter in a page sends requests to itself alone.`,
    );

  const given = new Headers(init.headers);
  const headers = { ...usual, ...Object.fromEntries(given) };
  const body =
    init.body === undefined || init.body === null
      ? undefined
      : Buffer.from(await new Response(init.body).arrayBuffer());
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, { method: init.method ?? 'GET', headers });
    init.signal?.addEventListener('abort', () => {
      sent.destroy();
      reject(init.signal?.reason as Error);
    });
    sent.once('response', resolve);
    sent.once('error', (error) => reject(failed(error.message, error)));
    sent.end(body);
  });
  return responseOf(response, url);
}

async function responseOf(message: IncomingMessage, url: URL) {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const status = message.statusCode ?? 200;
  const isEmpty = [101, 204, 205, 304].includes(status);
  const response = new Response(isEmpty ? null : Buffer.concat(chunks), {
    status,
    statusText: message.statusMessage ?? '',
    headers: Object.entries(message.headers).map(([name, value]) => [
      name,
      String(value),
    ]) as [string, string][],
  });
  return Object.defineProperty(response, 'url', { value: url.href });
}

function failed(message: string, cause: Error = new Error(message)) {
  return new TypeError(`fetch failed: ${message}`, { cause });
}
