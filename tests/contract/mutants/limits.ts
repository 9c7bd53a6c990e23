import type { Edit } from '../mutants.ts';

const count = `await count(req.ip ?? 'unknown')`;
const key = 'await keyOf(networkOf(address))';

const slowly = 'slow clients are cut off, others notice nothing';

export const limits: Edit[] = [
  {
    name: 'nobody counts',
    file: 'rate-limit.ts',
    find: `if (!unlimited.test(req.path)) ${count};`,
    replace: 'void count;',
    check: 'too many requests answer 429 with Retry-After',
  },
  {
    name: 'each request is the first',
    file: 'rate-limit.ts',
    find: key,
    replace: `await keyOf(address + Math.random())`,
    check: 'too many requests answer 429 with Retry-After',
  },
  {
    name: 'nobody says how long',
    file: 'error-types.ts',
    find: `error.headers['Retry-After'] = String(seconds);`,
    replace: 'void seconds;',
    check: 'too many requests answer 429 with Retry-After',
  },
  {
    name: 'milliseconds are taken for seconds',
    file: 'auth/throttle.ts',
    find: 'Math.ceil(reason.msBeforeNext / 1000)',
    replace: 'reason.msBeforeNext',
    check: 'too many requests answer 429 with Retry-After',
  },
  {
    name: 'a refusal is a failure',
    file: 'rate-limit.ts',
    find: '.catch(refuse)',
    replace: '',
    check: 'too many requests answer 429 with Retry-After',
  },
  {
    name: 'counted before there is an id',
    file: 'app.ts',
    find: `  app.use(requestId);
  app.use(securityHeaders);
  app.use(allowOrigins(settings));
  app.use(limitRate(settings));`,
    replace: `  app.use(limitRate(settings));
  app.use(requestId);
  app.use(securityHeaders);
  app.use(allowOrigins(settings));`,
    check: 'too many requests answer 429 with Retry-After',
  },
  {
    name: 'each path has a limit of its own',
    file: 'rate-limit.ts',
    find: count,
    replace: `await count(req.ip + req.path)`,
    check: 'the limit is one for all paths and methods',
  },
  {
    name: 'who logs in is not counted',
    file: 'app.ts',
    find: `  app.use(limitRate(settings));
`,
    replace: `  app.use(/^(?!.auth)/, limitRate(settings));
`,
    check: 'the limit is one for all paths and methods',
  },
  {
    name: 'OPTIONS is not counted',
    file: 'rate-limit.ts',
    find: '!unlimited.test(req.path)',
    replace: `req.method !== 'OPTIONS' && !unlimited.test(req.path)`,
    check: 'the limit is one for all paths and methods',
  },
  {
    name: 'X-Forwarded-For is believed',
    file: 'app.ts',
    find: `app.set('trust proxy', settings.trustProxy);`,
    replace: `app.set('trust proxy', true);`,
    check: 'no header evades the limit',
  },
  {
    name: 'one proxy too many is believed',
    file: 'app.ts',
    find: `app.set('trust proxy', settings.trustProxy);`,
    replace: `app.set('trust proxy', settings.trustProxy + 1);`,
    check: 'no header evades the limit',
  },
  {
    name: 'loopback is believed',
    file: 'app.ts',
    find: `app.set('trust proxy', settings.trustProxy);`,
    replace: `app.set('trust proxy', 'loopback');`,
    check: 'no header evades the limit',
  },
  {
    name: 'the first of a list is believed',
    file: 'rate-limit.ts',
    find: count,
    replace: `await count(req.get('X-Forwarded-For')?.split(',')[0] ?? req.ip ?? 'unknown')`,
    check: 'no header evades the limit',
  },
  {
    name: 'X-Real-IP is believed',
    file: 'rate-limit.ts',
    find: count,
    replace: `await count(req.get('X-Real-IP') ?? req.ip ?? 'unknown')`,
    check: 'no header evades the limit',
  },
  {
    name: 'Forwarded is believed',
    file: 'rate-limit.ts',
    find: count,
    replace: `await count(req.get('Forwarded') ?? req.ip ?? 'unknown')`,
    check: 'no header evades the limit',
  },
  {
    name: 'any token is somebody',
    file: 'rate-limit.ts',
    find: count,
    replace: `await count(req.get('Authorization') ?? req.ip ?? 'unknown')`,
    check: 'no header evades the limit',
  },
  {
    name: 'each browser is another client',
    file: 'rate-limit.ts',
    find: count,
    replace: `await count(\`\${req.ip} \${req.get('User-Agent')}\`)`,
    check: 'no header evades the limit',
  },
  {
    name: 'a login believes X-Forwarded-For',
    file: 'auth/routes.ts',
    find: 'body.password, req.ip)',
    replace: `body.password, req.get('X-Forwarded-For') ?? req.ip)`,
    check: 'no header evades the throttle of logins',
  },
  {
    name: 'health is limited',
    file: 'rate-limit.ts',
    find: 'if (!unlimited.test(req.path)) ',
    replace: 'void unlimited; ',
    check: 'health is never limited',
  },
  {
    name: 'ready is limited',
    file: 'rate-limit.ts',
    find: '(live|ready)',
    replace: '(live)',
    check: 'health is never limited',
  },
  {
    name: 'HEAD is limited',
    file: 'rate-limit.ts',
    find: '!unlimited.test(req.path)',
    replace: `req.method === 'HEAD' || !unlimited.test(req.path)`,
    check: 'health is never limited',
  },
  {
    name: 'headers may take for ever',
    file: 'http-server.ts',
    find: `      headersTimeout,
      requestTimeout,`,
    replace: '      requestTimeout: 0,',
    check: slowly,
  },
  {
    name: 'a body may take for ever',
    file: 'http-server.ts',
    find: `      requestTimeout,
      connections`,
    replace: `      requestTimeout: 0,
      connections`,
    check: slowly,
  },
  {
    name: 'Node looks every half minute',
    file: 'http-server.ts',
    find: `      connectionsCheckingInterval,
`,
    replace: '',
    check: slowly,
  },
  {
    name: 'whoever is slow is told, and stays',
    file: 'client-error.ts',
    find: `socket.end(answer, () => socket.destroy());`,
    replace: `socket.write(answer);`,
    check: slowly,
  },
  {
    name: 'one slow client closes the door for all',
    file: 'client-error.ts',
    find: 'socket.end(answer, () => socket.destroy());',
    replace:
      'socket.end(answer, () => socket.destroy()); for (const res of inFlight) res.destroy(); (socket as unknown as { server: import("node:net").Server }).server.close();',
    check: slowly,
  },
];
