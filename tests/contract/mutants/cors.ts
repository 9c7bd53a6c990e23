import type { Edit } from '../mutants.ts';

const first = '  app.use(securityHeaders);\n';
const second = '  app.use(allowOrigins(settings));\n';
const answered = '  app.use(knownRoutes(app));\n';

export const cors: Edit[] = [
  {
    name: 'every origin',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: `origin: '*'`,
    check: 'nobody in particular is told of an origin',
  },
  {
    name: 'an origin that is reflected',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: 'origin: true',
    check: 'a page of https://evil.example may read nothing',
  },
  {
    name: 'an origin that is reflected, with credentials',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: 'origin: true, credentials: true',
    check: 'nobody in particular is told of an origin',
  },
  {
    name: 'credentials for all',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: 'origin: corsOrigins, credentials: true',
    check: 'a page of https://evil.example may read nothing',
  },
  {
    name: 'the first of the list, told to everybody',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: `origin: String(corsOrigins[0])`,
    check: 'a page of https://evil.example may read nothing',
  },
  {
    name: 'null in the list',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: `origin: [...corsOrigins, 'null']`,
    check: 'a page of null may read nothing',
  },
  {
    name: 'what begins like a listed origin',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: 'origin: corsOrigins.map((one) => new RegExp(`^${one}`))',
    check: 'a page of https://app.example.evil.com may read nothing',
  },
  {
    name: 'what ends like a listed origin',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace:
      'origin: corsOrigins.map((one) => new RegExp(`${new URL(one).host}$`))',
    check: 'a page of https://evilapp.example may read nothing',
  },
  {
    name: 'a dot that is any character',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: 'origin: corsOrigins.map((one) => new RegExp(`^${one}$`))',
    check: 'a page of https://appxexample may read nothing',
  },
  {
    name: 'all below a listed host',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace:
      'origin: [...corsOrigins, ...corsOrigins.map((one) => new RegExp(`^https://[^/]+[.]${new URL(one).host}$`))]',
    check: 'a page of https://www.app.example may read nothing',
  },
  {
    name: 'any port',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace:
      'origin: corsOrigins.map((one) => new RegExp(`^${one}(:[0-9]+)?$`))',
    check: 'a page of https://app.example:8443 may read nothing',
  },
  {
    name: 'any scheme',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace:
      'origin: corsOrigins.map((one) => new RegExp(`^https?://${new URL(one).host}$`))',
    check: 'a page of http://app.example may read nothing',
  },
  {
    name: 'whatever its case',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: `origin: corsOrigins.map((one) => new RegExp(\`^\${one}$\`, 'i'))`,
    check: 'a page of https://APP.example may read nothing',
  },
  {
    name: 'a slash at the end is forgiven',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: 'origin: corsOrigins.map((one) => new RegExp(`^${one}/?$`))',
    check: 'a page of https://app.example/ may read nothing',
  },
  {
    name: 'no origin at all',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace: 'origin: []',
    check:
      'GET /posts, which answers 200, may be read by a page of https://app.example',
  },
  {
    name: 'Vary where an origin is allowed, and only there',
    file: 'cors.ts',
    find: 'origin: corsOrigins',
    replace:
      'origin: (origin, allow) => allow(null, corsOrigins.includes(String(origin)))',
    check: 'GET /posts, which answers 200, varies with the origin',
  },
  {
    name: 'a preflight that is answered for a path that is not there',
    file: 'cors.ts',
    find: 'preflightContinue: true',
    replace: 'preflightContinue: false',
    check: 'OPTIONS /nowhere, which answers 404, has the security headers',
  },
  {
    name: 'a preflight without Allow',
    file: 'cors.ts',
    find: 'preflightContinue: true',
    replace: 'preflightContinue: false',
    check: 'OPTIONS before a PATCH allows it',
  },
  {
    name: 'no PATCH',
    file: 'cors.ts',
    find: `'PATCH', `,
    replace: '',
    check: 'OPTIONS before a PATCH allows it',
  },
  {
    name: 'no DELETE',
    file: 'cors.ts',
    find: `, 'DELETE'`,
    replace: '',
    check: 'OPTIONS before a DELETE allows it',
  },
  {
    name: 'no Authorization',
    file: 'cors.ts',
    find: `'Authorization', `,
    replace: '',
    check: 'OPTIONS before a POST allows it',
  },
  {
    name: 'a * for Authorization',
    file: 'cors.ts',
    find: `['Authorization', 'Content-Type', 'X-Request-Id']`,
    replace: `'*'`,
    check: 'OPTIONS before a PUT allows it',
  },
  {
    name: 'a total that a page cannot read',
    file: 'cors.ts',
    find: `      'X-Total-Count',\n`,
    replace: '',
    check: 'a page may read the headers that clients need',
  },
  {
    name: 'a 404 that a page cannot read',
    file: 'app.ts',
    find:
      second +
      `  app.post('/auth/token', tokenRouter(logIn, tokens));
  app.use(requireJson);
  app.use(readJson);
${answered}`,
    replace: `  app.post('/auth/token', tokenRouter(logIn, tokens));
  app.use(requireJson);
  app.use(readJson);
${answered}${second}`,
    check:
      'GET /nowhere, which answers 404, may be read by a page of https://app.example',
  },
  {
    name: 'a 415 that a page cannot read',
    file: 'app.ts',
    find:
      second +
      `  app.post('/auth/token', tokenRouter(logIn, tokens));
  app.use(requireJson);
`,
    replace: `  app.post('/auth/token', tokenRouter(logIn, tokens));
  app.use(requireJson);
${second}`,
    check:
      'POST /posts, which answers 415, may be read by a page of https://app.example',
  },
  {
    name: 'a form that a page cannot read the answer to',
    file: 'app.ts',
    find:
      second +
      `  app.post('/auth/token', tokenRouter(logIn, tokens));
`,
    replace: `  app.post('/auth/token', tokenRouter(logIn, tokens));
${second}`,
    check:
      'POST /auth/token, which answers 400, may be read by a page of https://app.example',
  },
  {
    name: 'a 413 without the security headers',
    file: 'app.ts',
    find: `${first}${second}  app.post('/auth/token', tokenRouter(logIn, tokens));
  app.use(requireJson);
`,
    replace: `${second}  app.post('/auth/token', tokenRouter(logIn, tokens));
  app.use(requireJson);
${first}`,
    check: 'POST /posts, which answers 413, has the security headers',
  },
  {
    name: 'a name for the framework',
    file: 'security-headers.ts',
    find: `  xFrameOptions:`,
    replace: `  xPoweredBy: false,\n  xFrameOptions:`,
    check: 'GET /, which answers 200, has the security headers',
  },
  {
    name: 'frames of its own',
    file: 'security-headers.ts',
    find: `{ action: 'deny' }`,
    replace: `{ action: 'sameorigin' }`,
    check: 'GET /posts, which answers 200, has the security headers',
  },
  {
    name: 'scripts of its own',
    file: 'security-headers.ts',
    find: `defaultSrc: ["'none'"]`,
    replace: `defaultSrc: ["'self'"]`,
    check: 'GET /nowhere, which answers 404, has the security headers',
  },
  {
    name: 'anybody may frame it',
    file: 'security-headers.ts',
    find: `, frameAncestors: ["'none'"]`,
    replace: '',
    check: 'GET /users/me, which answers 401, has the security headers',
  },
  {
    name: 'a type that may be guessed',
    file: 'security-headers.ts',
    find: `  xFrameOptions:`,
    replace: `  xContentTypeOptions: false,\n  xFrameOptions:`,
    check: 'DELETE /posts, which answers 405, has the security headers',
  },
  {
    name: 'anybody may embed it',
    file: 'security-headers.ts',
    find: `  xFrameOptions:`,
    replace: `  crossOriginResourcePolicy: { policy: 'cross-origin' },\n  xFrameOptions:`,
    check: 'what alice writes has the security headers',
  },
  {
    name: 'an address that is passed on',
    file: 'security-headers.ts',
    find: `  xFrameOptions:`,
    replace: `  referrerPolicy: false,\n  xFrameOptions:`,
    check: 'OPTIONS /posts, which answers 204, has the security headers',
  },
];
