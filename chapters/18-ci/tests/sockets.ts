import { once } from 'node:events';
import { connect } from 'node:net';

const giveUpMs = 8_000;

/** Sends `bytes` as they are, then `piece` again and again, and gives what came back before the server closed the connection. */
export async function talk(
  url: string,
  bytes: string | Buffer,
  piece?: string,
) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.on('data', (data) => (said += data.toString()));
  socket.on('error', () => {});
  if (piece === undefined) socket.end(bytes);
  else socket.write(bytes);

  const drip = setInterval(() => {
    if (piece && socket.writable) socket.write(piece);
  }, 50);
  const giveUp = setTimeout(() => {
    said = 'nothing, and the connection is open';
    socket.destroy();
  }, giveUpMs);
  await once(socket, 'close');

  clearInterval(drip);
  clearTimeout(giveUp);
  return said;
}

/** The first answer in `said`. Its body is JSON, or there is none. */
export function readAnswer(said: string) {
  const [head = ''] = said.split('\r\n\r\n', 1);
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(head) ?? [];
  const [, length] = /^Content-Length: (\d+)/im.exec(head) ?? [];
  const body = said.slice(head.length + 4).slice(0, Number(length ?? 0));
  return {
    status: Number(status),
    head,
    body: body && (JSON.parse(body) as unknown),
  };
}
