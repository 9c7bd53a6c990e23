import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/** What every post of a benchmark holds. */
export const post = {
  title: 'A title of some length',
  content: 'Words. '.repeat(30),
};

/** A request that makes one. */
export const create = {
  method: 'POST',
  path: '/posts',
  status: 201,
  body: JSON.stringify(post),
};

/**
 * Sends `count` requests, 16 at a time, `requests` in turn: each has a path and perhaps method, the text of a JSON body
 * and the status to expect. Throws at the first other answer.
 */
export async function load(url, requests, count) {
  let sent = 0;
  const sendAll = async () => {
    while (sent < count) await send(url, requests[sent++ % requests.length]);
  };
  await Promise.all(Array.from({ length: 16 }, sendAll));
}

/** One request, from the address `from` if one is given; resolves with headers and text of its answer. */
export function send(url, { method = 'GET', path, status = 200, body, from }) {
  const headers = body && {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
  };
  return new Promise((resolve, reject) => {
    const options = { agent, method, headers, localAddress: from };
    const req = request(url + path, options, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk) => (text += chunk));
      res.on('end', () =>
        res.statusCode === status
          ? resolve({ headers: res.headers, text })
          : reject(new Error(`${method} ${path}: ${res.statusCode} ${text}`)),
      );
    });
    req.on('error', reject);
    req.end(body);
  });
}
