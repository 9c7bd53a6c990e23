import type { Readable } from 'node:stream';

async function buffer(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

/** All of `stream` as text, in UTF-8. */
export async function text(stream: Readable): Promise<string> {
  return (await buffer(stream)).toString('utf8');
}

export async function json(stream: Readable): Promise<unknown> {
  return JSON.parse(await text(stream)) as unknown;
}

export { buffer };
