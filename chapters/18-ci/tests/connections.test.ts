import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { createHttpServer } from '../src/http-server.ts';
import type { Settings } from '../src/settings.ts';
import { test } from './fixtures.ts';

const large = Buffer.alloc(64 * 1024 * 1024);
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

async function listen(app: RequestListener, settings: Settings) {
  const { server, inFlight } = createHttpServer(app, settings);
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');

  const { port } = server.address() as AddressInfo;
  const count = promisify(server.getConnections.bind(server));
  return { port, count, inFlight };
}

test('a client that reads nothing is cut off', async ({ settings }) => {
  let begun = false;
  const { port, count, inFlight } = await listen(
    (req, res) => {
      begun = true;
      res.end(large);
    },
    { ...settings, idleTimeoutMs: 200 },
  );
  const client = connect(port, '127.0.0.1').pause();
  onTestFinished(() => void client.destroy());
  client.write(get);
  await expect.poll(() => begun).toBe(true);

  await expect.poll(count, { timeout: 4_000 }).toBe(0);
  await expect.poll(() => inFlight.size).toBe(0);
});

test('who was cut off and does not go holds no connection', async ({
  settings,
}) => {
  const { port, count, inFlight } = await listen((req) => void req.resume(), {
    ...settings,
    requestTimeoutMs: 200,
  });
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void client.destroy());

  client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n');
  await once(client.resume(), 'end');

  await expect.poll(count).toBe(0);
  await expect.poll(() => inFlight.size).toBe(0);
});

test('garbage behind a request does not end up in its answer', async ({
  settings,
}) => {
  const { port } = await listen((req, res) => void res.end(large), settings);
  const client = connect(port, '127.0.0.1');
  client.write(get);
  const [first] = (await once(client, 'data')) as [Buffer];

  let said = first.toString();
  client.on('data', (data) => (said += data.toString()));
  client.write('garbage\r\n\r\n');
  await once(client, 'close');

  expect(said.match(/HTTP\/1\.1/g)).toHaveLength(1);
});
