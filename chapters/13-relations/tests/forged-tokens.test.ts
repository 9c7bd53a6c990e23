import { createSecretKey } from 'node:crypto';
import jwt, { type SignOptions } from 'jsonwebtoken';
import { expect } from 'vitest';
import type { Settings } from '../src/settings.ts';
import { test } from './fixtures.ts';

const header = { alg: 'HS256', typ: 'at+jwt' };
const right: SignOptions = {
  header,
  issuer: 'board',
  audience: 'board-api',
  expiresIn: 60,
};

function encode(part: object) {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Ways to make a token for the user `sub`. Only the first is an honest one. */
const forgers = {
  'nothing wrong': (sub, sign) => sign({ sub }),
  'no algorithm': (sub) =>
    [
      encode({ ...header, alg: 'none' }),
      encode({ sub, exp: 2 ** 31 }),
      '',
    ].join('.'),
  'another algorithm': (sub, sign) =>
    sign({ sub }, { header: { ...header, alg: 'HS512' } }),
  'another key': (sub, sign) => sign({ sub }, {}, 'x'.repeat(32)),
  'an edited payload': (sub, sign) => {
    const [head, payload = '', signature] = sign({ sub: 'other' }).split('.');
    const claims = JSON.parse(
      Buffer.from(payload, 'base64url').toString(),
    ) as object;
    return [head, encode({ ...claims, sub }), signature].join('.');
  },
  'a cut signature': (sub, sign) => sign({ sub }).slice(0, -2),
  'no signature': (sub, sign) => sign({ sub }).replace(/[^.]+$/, ''),
  'its time over': (sub, sign) => sign({ sub }, { expiresIn: -1 }),
  'its time to come': (sub, sign) => sign({ sub }, { notBefore: 60 }),
  'no end': (sub, sign) => sign({ sub }, { expiresIn: undefined }),
  'another issuer': (sub, sign) => sign({ sub }, { issuer: 'other' }),
  'another audience': (sub, sign) => sign({ sub }, { audience: 'other' }),
  'another use': (sub, sign) =>
    sign({ sub }, { header: { alg: 'HS256', typ: 'JWT' } }),
  'no user': (sub, sign) => sign({}),
  'a user that is no id': (sub, sign) => sign({ sub: "' OR 1=1 --" }),
} satisfies Record<string, (sub: string, sign: Sign) => string>;

type Sign = (claims: object, options?: SignOptions, secret?: string) => string;

function signer({ jwtSecret = '' }: Settings): Sign {
  return (claims, options = {}, secret = jwtSecret) => {
    const { expiresIn, ...others } = { ...right, ...options };
    return jwt.sign(claims, createSecretKey(secret, 'utf8'), {
      ...others,
      ...(expiresIn !== undefined && { expiresIn }),
    });
  };
}

test.for(Object.entries(forgers))(
  'a token with %s is taken for what it is',
  async ([fault, forge], { alice, visitor, settings }) => {
    const { body: user } = await alice.get('/users/me');
    const token = forge(user.id, signer(settings));

    const response = await visitor
      .get('/users/me')
      .set('Authorization', `Bearer ${token}`);

    if (fault === 'nothing wrong') {
      expect(response.body).toEqual(user);
      return;
    }
    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toBe(
      'Bearer error="invalid_token"',
    );
  },
);
