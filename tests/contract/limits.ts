import { scheduler } from 'node:timers/promises';
import { type Answer, type Client, ContractError } from './client.ts';
import { hasStatus, headerOf, isError, promise } from './judge.ts';
import { newPassword, register, somebody } from './people.ts';
import { check, type Suite } from './suite.ts';

/** The most requests that a limit may let through in a row, from one client. */
const most = 10_000;

const headers: [name: string, value: (address: string) => string][] = [
  ...[
    'X-Forwarded-For',
    'X-Real-IP',
    'X-Client-IP',
    'X-Cluster-Client-IP',
    'X-Forwarded',
    'X-Originating-IP',
    'X-Remote-IP',
    'X-Remote-Addr',
    'Forwarded-For',
    'Client-IP',
    'True-Client-IP',
    'CF-Connecting-IP',
    'Fastly-Client-IP',
    'Via',
    'From',
    'User-Agent',
    'Origin',
    'Referer',
    'X-API-Key',
    'X-Request-Id',
  ].map((name): [string, (address: string) => string] => [name, (it) => it]),
  ['Forwarded', (address) => `for=${address};proto=https`],
  ['X-Forwarded-For', (address) => `127.0.0.1, ${address}`],
  ['X-Forwarded-For', (address) => `${address}, 127.0.0.1`],
  ['X-Forwarded-For', (address) => `::ffff:${address}`],
  ['Authorization', (address) => `Bearer ${address}`],
  ['Cookie', (address) => `session=${address}`],
];

const post =
  'POST /posts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

/** What a client sends, and what it then sends again and again: nothing, headers, a body, chunks. */
const slow: [text: string, piece: string][] = [
  ['', ''],
  ['GET / HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n'],
  [`${post}Content-Length: 90000\r\n\r\n{`, ' '],
  [`${post}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`, '1\r\n \r\n'],
];

/** Row 16 of the API's promises. */
export const limits: Suite = {
  feature: 'limits',
  settings: {
    RATE_LIMIT: '60',
    HEADERS_TIMEOUT_MS: '400',
    REQUEST_TIMEOUT_MS: '800',
  },
  checks: [
    // First, while whoever runs the suites has requests left.
    check('no header evades the throttle of logins', async ({ visitor }) => {
      const { email } = await register(visitor);
      const hasty = visitor.with({ waits: false, timeout: 30_000 });

      const answers = await Promise.all(
        addresses(8).map((address) =>
          hasty.send('POST', '/auth/login', {
            json: { email, password: newPassword() },
            headers: {
              'X-Forwarded-For': address,
              'X-Real-IP': address,
              Forwarded: `for=${address}`,
            },
          }),
        ),
      );

      for (const answer of answers) hasStatus(answer, 401, 429);
      refusesOne(answers, 'a 429 among eight wrong passwords');
    }),

    check('too many requests answer 429 with Retry-After', async (roles) => {
      const refused = await useUp(roles.visitor);

      isError(refused, 429);
      const seconds = Number(headerOf(refused, 'Retry-After'));
      promise(
        Number.isInteger(seconds) && seconds > 0 && seconds <= 3600,
        refused,
        'a Retry-After of 1 to 3600 seconds',
        `Retry-After: ${headerOf(refused, 'Retry-After')}`,
      );
      const { requestId } = refused.body as { requestId?: unknown };
      promise(
        requestId === headerOf(refused, 'X-Request-Id'),
        refused,
        'requestId to be the X-Request-Id',
      );
    }),

    check('the limit is one for all paths and methods', async (roles) => {
      const hasty = roles.visitor.with({ waits: false });

      const requests = [
        () => hasty.get('/posts'),
        () => hasty.get('/posts?limit=1'),
        () => hasty.get('/posts/1000000'),
        () => hasty.get('/nowhere'),
        () => hasty.head('/health'),
        () => hasty.post('/users', somebody()),
        () => hasty.post('/votes', {}),
        () => hasty.delete('/posts'),
        () => hasty.send('OPTIONS', '/posts'),
        () => hasty.send('POST', '/auth/login', { bytes: '{' }),
      ];

      for (const send of requests)
        await whileRefused(roles.visitor, () =>
          Promise.all(Array.from({ length: 8 }, send)),
        );
    }),

    check('no header evades the limit', async ({ visitor }) => {
      const hasty = visitor.with({ waits: false });

      for (const [name, value] of headers)
        await whileRefused(visitor, () =>
          Promise.all(
            addresses(8).map((address) =>
              hasty.get('/', { headers: { [name]: value(address) } }),
            ),
          ),
        );
    }),

    check('health is never limited', async ({ visitor }) => {
      const hasty = visitor.with({ waits: false });
      await useUp(visitor);

      for (const path of ['/health/live', '/health/ready'])
        for (let count = 0; count < 10; count += 1) {
          hasStatus(await hasty.get(path), 200);
          hasStatus(await hasty.head(path), 200);
        }
    }),

    check('slow clients are cut off, others notice nothing', async (roles) => {
      let areOpen = true;
      const cut = Promise.all(
        slow.map(([text, piece]) => roles.visitor.drip(text, piece)),
      ).finally(() => {
        areOpen = false;
      });

      const others = async () => {
        do {
          hasStatus(await roles.visitor.get('/health/live'), 200);
          await scheduler.wait(50);
        } while (areOpen);
        hasStatus(await roles.visitor.get('/health/live'), 200);
      };
      await Promise.all([cut, others()]);
    }),
  ],
};

/** So many addresses of RFC 2544, other ones each time. */
function addresses(count: number) {
  const any = () => Math.floor(Math.random() * 256);
  return Array.from({ length: count }, () => `198.18.${any()}.${any()}`);
}

/** Sends requests until one is refused, and gives that answer. */
async function useUp(visitor: Client): Promise<Answer> {
  const hasty = visitor.with({ waits: false });
  for (let count = 0; count < most; count += 20) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => hasty.get('/')),
    );
    for (const answer of answers) hasStatus(answer, 200, 429);
    const refused = answers.find(({ status }) => status === 429);
    if (refused) return refused;
  }

  throw new ContractError(
    `GET /: expected a 429 among ${most} requests, got none. Start the server with a lower limit.`,
  );
}

/** Uses up the limit, and sees requests refused that might get around it: not all of them, for a limit fills up again. */
async function whileRefused(visitor: Client, send: () => Promise<Answer[]>) {
  const isRefused = ({ status }: Answer) => status === 429;
  await useUp(visitor);
  if ((await send()).some(isRefused)) return;

  // The minute may have ended in between.
  await useUp(visitor);
  refusesOne(await send(), 'a 429, as without it');
}

function refusesOne(answers: Answer[], expected: string) {
  for (const answer of answers.slice(-1))
    promise(
      answers.some(({ status }) => status === 429),
      answer,
      expected,
    );
}
