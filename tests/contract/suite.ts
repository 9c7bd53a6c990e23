import { Client } from './client.ts';

/** Who the checks send requests as. All three are anonymous on a server without a login. */
export interface Roles {
  /** Only reads. */
  visitor: Client;
  /** Writes. */
  alice: Client;
  /** Somebody else than alice. */
  bob: Client;
}

export interface Check {
  /** Request and outcome: `GET /posts/:id shows one post`. */
  title: string;
  /** Throws a ContractError when a promise is broken. */
  run(roles: Roles): Promise<void>;
}

export function check(title: string, run: Check['run']): Check {
  return { title, run };
}

/** The promises of one feature, as a client sees them. */
export interface Suite {
  feature: string;
  checks: Check[];
}

/** Headers that make a request somebody's: `{ Authorization: 'Bearer …' }`. */
export type LogIn = (
  visitor: Client,
  name: 'alice' | 'bob',
) => Promise<Record<string, string>>;

/** Runs checks against one server. */
export interface Session {
  run(check: Check): Promise<void>;
}

const anonymous: LogIn = async () => ({});

/** A session with the server at `url`. Whoever is to be known there is made known by `logIn`. */
export async function openSession(
  url: string,
  logIn = anonymous,
): Promise<Session> {
  const visitor = new Client({ url });
  const headers = {
    alice: await logIn(visitor, 'alice'),
    bob: await logIn(visitor, 'bob'),
  };

  return {
    run: async (check) => {
      const created: { client: Client; path: string }[] = [];
      const roleOf = (headers: Record<string, string>) => {
        const client: Client = visitor.with({
          headers,
          onCreated: (path) => created.push({ client, path }),
        });
        return client;
      };

      try {
        await check.run({
          visitor: roleOf({}),
          alice: roleOf(headers.alice),
          bob: roleOf(headers.bob),
        });
      } finally {
        await Promise.allSettled(
          created.map(({ client, path }) => client.delete(path)),
        );
      }
    },
  };
}
