/** The part of `node:crypto` that needs no keys in pairs: hashes by @noble/hashes, chance by the browser. */
import type { BinaryToTextEncoding } from 'node:crypto';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

const webcrypto = globalThis.crypto;
const mostRandomBytes = 65_536; // of one call: Web Cryptography API, 10.1.1
const hashes = { md5, sha1, sha224, sha256, sha384, sha512 };

type Data = string | ArrayBufferView | KeyObject;

interface Digester {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** A secret key. Others are refused where they are made. */
export class KeyObject {
  type = 'secret' as const;
  #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get symmetricKeySize(): number {
    return this.#bytes.length;
  }

  export(): Buffer {
    return Buffer.from(this.#bytes);
  }

  equals(other: KeyObject): boolean {
    return this.#bytes.equals(other.export());
  }
}

class Hash {
  #digester: Digester;

  constructor(digester: Digester) {
    this.#digester = digester;
  }

  update(data: Data, encoding?: BufferEncoding): this {
    this.#digester.update(bytesOf(data, encoding));
    return this;
  }

  digest(encoding?: BinaryToTextEncoding | 'buffer'): Buffer | string {
    const bytes = Buffer.from(this.#digester.digest());
    return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
  }
}

export function createHash(name: string): Hash {
  return new Hash(hashOf(name).create());
}

export function createHmac(name: string, key: Data): Hash {
  return new Hash(hmac.create(hashOf(name), bytesOf(key)));
}

export function getHashes(): string[] {
  return Object.keys(hashes);
}

export function createSecretKey(key: Data, encoding?: BufferEncoding) {
  return new KeyObject(bytesOf(key, encoding));
}

export const createPrivateKey = refuse('createPrivateKey');
export const createPublicKey = refuse('createPublicKey');
export const createSign = refuse('createSign');
export const createVerify = refuse('createVerify');
export const constants = {};

/** Looks at every byte, whatever the first ones are. Throws for two lengths. */
export function timingSafeEqual(one: Data, other: Data): boolean {
  const [left, right] = [bytesOf(one), bytesOf(other)];
  if (left.length !== right.length)
    throw Object.assign(
      new RangeError('Input buffers must have the same byte length'),
      { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' },
    );
  return (
    left.reduce((sum, byte, at) => sum | (byte ^ (right[at] ?? 0)), 0) === 0
  );
}

export function randomFillSync<Bytes extends ArrayBufferView>(target: Bytes) {
  const bytes = new Uint8Array(
    target.buffer as ArrayBuffer,
    target.byteOffset,
    target.byteLength,
  );
  for (let at = 0; at < bytes.length; at += mostRandomBytes)
    webcrypto.getRandomValues(bytes.subarray(at, at + mostRandomBytes));
  return target;
}

export function randomBytes(
  size: number,
  callback?: (error: null, bytes: Buffer) => void,
): Buffer | undefined {
  const bytes = randomFillSync(Buffer.alloc(size));
  if (!callback) return bytes;

  queueMicrotask(() => callback(null, bytes));
  return undefined;
}

/** A whole number from `least` (0 if left out) up to `end`, which is not among them. */
export function randomInt(least: number, end?: number): number {
  const [from, to] = end === undefined ? [0, least] : [least, end];
  const [chance = 0] = webcrypto.getRandomValues(new Uint32Array(1));
  return from + Math.floor((chance / 2 ** 32) * (to - from));
}

export function randomUUID(): string {
  return webcrypto.randomUUID();
}

export function getRandomValues<Target extends ArrayBufferView<ArrayBuffer>>(
  target: Target,
) {
  return webcrypto.getRandomValues(target);
}

export { webcrypto };

function hashOf(name: string) {
  const key = name.toLowerCase().replace('-', '').replace(/^rsa/, '');
  const hash = Object.entries(hashes).find(([known]) => known === key)?.[1];
  if (hash) return hash;

  throw Object.assign(new Error('Digest method not supported'), {
    code: 'ERR_CRYPTO_INVALID_DIGEST',
  });
}

function bytesOf(data: Data, encoding?: BufferEncoding): Buffer {
  if (typeof data === 'string') return Buffer.from(data, encoding);
  if (data instanceof KeyObject) return data.export();
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

function refuse(name: string) {
  return (): never => {
    throw Object.assign(
      new Error(
        `${name}: keys in pairs are not there in a page. Use a secret key, or run the chapter on your machine.`,
      ),
      { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' },
    );
  };
}
