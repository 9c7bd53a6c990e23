/** The `buffer` package, with what Node has added since. */
import { Buffer as Base } from 'buffer/index.js';

const { from, isEncoding } = Base;
const { toString } = Base.prototype;

// base64url is base64 with two other characters and no padding (RFC 4648, 5).
Object.assign(Base, {
  from(...args: unknown[]) {
    const [value, encoding] = args;
    return typeof value === 'string' && encoding === 'base64url'
      ? from(value, 'base64')
      : from(...(args as [string]));
  },
  isEncoding: (name: string) => name === 'base64url' || isEncoding(name),
});
Base.prototype.toString = function (encoding, start, end) {
  return encoding === 'base64url'
    ? toString
        .call(this, 'base64', start, end)
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/=+$/, '')
    : toString.call(this, encoding, start, end);
};

const { Blob, File, atob, btoa } = globalThis;
const constants = { MAX_LENGTH: 2 ** 31 - 1, MAX_STRING_LENGTH: 2 ** 29 - 24 };
const kMaxLength = constants.MAX_LENGTH;

export { atob, Base as Buffer, Blob, btoa, constants, File, kMaxLength };

/** Whether all of `bytes` is valid UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
