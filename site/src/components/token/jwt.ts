/** What there is to say about a signature. */
export type Verdict = 'right' | 'wrong' | 'not checked';

/** The pieces of a token, decoded. */
export interface Decoded {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
}

/** Signatures that are made and checked with one secret (RFC 7518, 3.2). */
const hashes: Record<string, string> = {
  HS256: 'SHA-256',
  HS384: 'SHA-384',
  HS512: 'SHA-512',
};

/** The algorithms whose signatures are checked. */
export const algorithms = Object.keys(hashes);

/** Header and payload of a token (RFC 7519). Throws an Error that says which piece is wrong, and how. */
export function decode(token: string): Decoded {
  const pieces = token.trim().split('.');
  if (pieces.length !== 3)
    throw new Error(
      `A token has three pieces with dots between. This text has ${pieces.length}.`,
    );

  const [header = '', payload = '', signature = ''] = pieces;
  const decoded = {
    header: readObject(header, 'header'),
    payload: readObject(payload, 'payload'),
  };
  toBytes(signature, 'signature');
  return decoded;
}

/** Whether the signature of a token that can be decoded was made with the secret. */
export async function verify(token: string, secret: string): Promise<Verdict> {
  const { header } = decode(token);
  const key = await keyFor(header.alg, secret, 'verify');
  if (!key) return 'not checked';

  const [head = '', payload = '', signature = ''] = token.trim().split('.');
  const isRight = await crypto.subtle.verify(
    'HMAC',
    key,
    toBytes(signature, 'signature'),
    encode(`${head}.${payload}`),
  );
  return isRight ? 'right' : 'wrong';
}

/** A token with this payload, signed by HS256. */
export async function sign(payload: object, secret: string): Promise<string> {
  const pieces = [{ alg: 'HS256', typ: 'JWT' }, payload].map((piece) =>
    toText(encode(JSON.stringify(piece))),
  );
  const key = await keyFor('HS256', secret, 'sign');
  if (!key) throw new Error('A secret must not be empty.');

  const text = pieces.join('.');
  const signature = await crypto.subtle.sign('HMAC', key, encode(text));
  return `${text}.${toText(new Uint8Array(signature))}`;
}

async function keyFor(
  algorithm: unknown,
  secret: string,
  use: 'sign' | 'verify',
): Promise<CryptoKey | undefined> {
  const hash = algorithms.find((name) => name === algorithm);
  if (!hash || !secret) return undefined;

  return crypto.subtle.importKey(
    'raw',
    encode(secret),
    { name: 'HMAC', hash: hashes[hash] ?? '' },
    false,
    [use],
  );
}

function readObject(piece: string, name: string): Record<string, unknown> {
  const bytes = toBytes(piece, name);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Error(`The ${name} holds no JSON.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`The ${name} is JSON, and no object.`);
  return value as Record<string, unknown>;
}

/** The bytes of base64url (RFC 4648, 5), which has no padding here. */
function toBytes(text: string, name: string): Uint8Array<ArrayBuffer> {
  const strange = /[^A-Za-z0-9_-]/.exec(text)?.[0];
  if (strange !== undefined)
    throw new Error(
      `The ${name} is no base64url: it has the character "${strange}".`,
    );
  if (text.length % 4 === 1)
    throw new Error(`The ${name} is no base64url: a character is missing.`);

  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (byte) => byte.codePointAt(0) ?? 0);
}

function toText(bytes: Uint8Array): string {
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
