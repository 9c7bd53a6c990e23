import { createHmac } from 'node:crypto';

type Json = Record<string, unknown>;

/** Keys that people write before they think of a better one. */
const guesses = [
  '',
  'secret',
  'changeme',
  'jwt-secret',
  'your-256-bit-secret',
  'a secret for the tests and nothing else',
];

/** Whether `token` is a JWT in its compact form (RFC 7519, 3). */
export function isJwt(token: string) {
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(token);
}

/** Header and payload of a JWT, which anybody can read. */
export function readJwt(token: string) {
  const [header = {}, payload = {}] = token.split('.', 2).map(decode);
  return { header, payload };
}

/**
 * What somebody makes of an honest token who has no key, with what is wrong about it. Of a token that is no JWT only the
 * first two.
 */
export function forgeriesOf(token: string, other: string): [string, string][] {
  const forged: [string, string][] = [
    ['its end cut off', token.slice(0, -2)],
    ['its end changed', `${token.slice(0, -4)}AAAA`],
  ];
  if (!isJwt(token)) return forged;

  const { header, payload } = readJwt(token);
  const [head = '', body = '', signature = ''] = token.split('.');
  const none = encode({ ...header, alg: 'none' });
  const stranger = encode({ ...payload, sub: other });
  const never = encode({ ...payload, exp: 2 ** 40 });
  return [
    ...forged,
    ['no signature', `${head}.${body}.`],
    ['two parts', `${head}.${body}`],
    ['another user in it', `${head}.${stranger}.${signature}`],
    ['a later end in it', `${head}.${never}.${signature}`],
    ['no algorithm', `${none}.${body}.`],
    ['no algorithm and a signature', `${none}.${body}.${signature}`],
    ['an empty payload', `${head}..${signature}`],
    ['a header that is no JSON', `e30x.${body}.${signature}`],
    ...guesses.flatMap((key) => [
      [`the key "${key}"`, sign('sha256', key, header, payload)] as const,
      [
        `HS512 and the key "${key}"`,
        sign('sha512', key, { ...header, alg: 'HS512' }, payload),
      ] as const,
    ]),
  ].map(([fault = '', text = '']) => [fault, text]);
}

function sign(hash: string, key: string, header: Json, payload: Json) {
  const signed = `${encode(header)}.${encode(payload)}`;
  const signature = createHmac(hash, key).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}

function encode(part: Json) {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function decode(part: string) {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
}
