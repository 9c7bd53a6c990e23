import { createSecretKey, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { Settings } from '../settings.ts';

const issuer = 'board';
const audience = 'board-api';

/** The type of an access token (RFC 9068, 2.1). Whatever else is signed with the same key has another. */
const header = { alg: 'HS256', typ: 'at+jwt' } as const;

const accessToken = z.object({
  header: z.object({ typ: z.literal(header.typ) }),
  payload: z.object({ sub: z.guid(), exp: z.number() }),
});

export type Tokens = ReturnType<typeof createTokens>;

/** Issues and reads access tokens. Without a secret it makes one up, which is gone with the process. */
export function createTokens({ jwtSecret, tokenSeconds }: Settings) {
  const key = createSecretKey(
    jwtSecret === undefined ? randomBytes(32) : Buffer.from(jwtSecret),
  );

  return {
    /** What a login answers (RFC 6749, 5.1). */
    issue: (userId: string) => ({
      access_token: jwt.sign({}, key, {
        header,
        issuer,
        audience,
        subject: userId,
        expiresIn: tokenSeconds,
      }),
      token_type: 'Bearer',
      expires_in: tokenSeconds,
    }),

    /** The id of the user whom `token` was issued to. Throws if it is worth nothing. */
    read(token: string) {
      const verified = jwt.verify(token, key, {
        algorithms: [header.alg],
        issuer,
        audience,
        complete: true,
      });
      return accessToken.parse(verified).payload.sub;
    },
  };
}
