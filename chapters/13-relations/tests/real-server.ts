import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';
import { onTestFinished } from 'vitest';
import { start } from '../src/lifecycle.ts';
import type { Settings } from '../src/settings.ts';

/** The API on a free port, stopped at the end of the test. */
export async function startApi(settings: Settings) {
  const server = await start({ ...settings, port: 0 });
  onTestFinished(server.stop);
  return { ...server, url: `http://127.0.0.1:${server.port}` };
}

/** Registers somebody at `url`, and gives the header that says so. */
async function signInAt(url: string) {
  const carol = {
    name: 'Carol',
    email: 'carol@example.com',
    password: 'correct horse battery',
  };
  const send = async (path: string, body: object) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { access_token: string };
  };
  await send('/users', carol);
  const { email, password } = carol;
  const { access_token } = await send('/auth/login', { email, password });
  return { Authorization: `Bearer ${access_token}` };
}

/** A POST whose headers are sent, and whose body is not. */
export async function beginPost(url: string) {
  const post = request(`${url}/posts`, {
    method: 'POST',
    headers: {
      ...(await signInAt(url)),
      'Content-Type': 'application/json',
      Expect: '100-continue',
    },
  });
  post.flushHeaders();
  await once(post, 'continue');
  return post;
}

/** A GET by `agent`, its answer read to the end. */
export async function ask(url: string, agent: Agent) {
  const [response] = (await once(
    request(url, { agent }).end(),
    'response',
  )) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response;
}
