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
  /** What the person who starts the server has to know. */
  note?: string;
  checks: Check[];
  /** How a chapter is started for it, by the names of its variables, and anew for each check. Any other server is taken as it is. */
  settings?: Record<string, string>;
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

/**
 * A session with the server at `url`. Who alice and bob are there is what `logIn` makes of them. Each check deletes what
 * it created, unless the server is gone after it anyway: `tidy` is false then.
 */
export async function openSession(
  url: string,
  logIn: LogIn = async () => ({}),
  { tidy = true, slow }: { tidy?: boolean; slow?: number } = {},
): Promise<Session> {
  const visitor = new Client({ url, slow });
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
          onCreated: (path) => tidy && created.push({ client, path }),
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

/** Runs `check` against a server that is started for it and closed after it. */
export async function runAlone(
  check: Check,
  serve: () => Promise<{ url: string; close(): Promise<void> }>,
  logIn: LogIn,
) {
  const server = await serve();
  try {
    const options = { tidy: false, slow: 4000 };
    const session = await openSession(server.url, logIn, options);
    await session.run(check);
  } finally {
    await server.close();
  }
}
