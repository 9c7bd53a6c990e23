import type { Edit } from '../mutants.ts';

const nobody = 'if (!user) throw invalidToken();';
const verify = 'const verified = jwt.verify(token, key, {';
const read = 'return accessToken.parse(verified).payload.sub;';

export const login: Edit[] = [
  {
    name: 'caches may keep a token',
    file: 'auth/routes.ts',
    find: `'Cache-Control': 'no-store', `,
    replace: '',
    check: 'POST /auth/login answers a token',
  },
  {
    name: 'a token of no type',
    file: 'auth/tokens.ts',
    find: `token_type: 'Bearer',`,
    replace: '',
    check: 'POST /auth/login answers a token',
  },
  {
    name: 'nobody says how long a token is good for',
    file: 'auth/tokens.ts',
    find: 'expires_in: tokenSeconds,',
    replace: '',
    check: 'POST /auth/token answers a token',
  },
  {
    name: 'a token tells who somebody is',
    file: 'auth/routes.ts',
    find: 'tokens.issue(user.id)',
    replace: 'tokens.issue(user.email)',
    check: 'a token says no more than it must',
  },
  {
    name: 'a token without an issuer',
    file: 'auth/tokens.ts',
    find: `header,
        issuer,`,
    replace: 'header,',
    check: 'a token says no more than it must',
  },
  {
    name: 'a token without an audience',
    file: 'auth/tokens.ts',
    find: `audience,
        subject`,
    replace: 'subject',
    check: 'a token says no more than it must',
  },
  {
    name: 'a token without an end',
    file: 'auth/tokens.ts',
    find: 'expiresIn: tokenSeconds,',
    replace: '',
    check: 'a token says no more than it must',
  },
  {
    name: 'a token lasts longer than it says',
    file: 'auth/tokens.ts',
    find: 'expiresIn: tokenSeconds,',
    replace: 'expiresIn: 2 * tokenSeconds,',
    check: 'a token says no more than it must',
  },
  {
    name: 'a login minds capital letters',
    file: 'auth/schemas.ts',
    find: 'z.strictObject({ email, password',
    replace: 'z.strictObject({ email: z.string(), password',
    check: 'a login takes the address in any case',
  },
  {
    name: 'a login names the way to log in nowhere',
    file: 'error-types.ts',
    find: `if (status === 401) this.headers['WWW-Authenticate'] = 'Bearer';`,
    replace: '',
    check: 'a wrong password and an unknown address get one answer',
  },
  {
    name: 'an unknown address is told',
    file: 'auth/login.ts',
    find: 'if (!user || !matches) return undefined;',
    replace: `if (!user) throw Object.assign(new Error('Unknown.'), { status: 404, expose: true });
    if (!matches) return undefined;`,
    check: 'a wrong password and an unknown address get one answer',
  },
  {
    name: 'a login has the errors of OAuth',
    file: 'auth/routes.ts',
    find: `if (!user) throw new AuthError(401, 'E-mail or password is wrong.');`,
    replace: `if (!user) return void res.status(401).set('WWW-Authenticate', 'Bearer').json({ error: 'invalid_grant' });`,
    check: 'a wrong password and an unknown address get one answer',
  },
  {
    name: 'an unknown address is answered at once',
    file: 'users/passwords.ts',
    find: 'const known = stored ?? (await ofNobody);',
    // A hash of the least cost is too quick to be missed: this one takes as long as any other.
    replace: `const known = stored ?? (await ofNobody);
    if (stored === undefined) return false;
    await new Promise((passed) => setTimeout(passed, 200));`,
    check: 'a wrong password and an unknown address take the same time',
  },
  {
    name: 'what follows byte 72 does not count',
    file: 'users/passwords.ts',
    find: 'stored !== undefined && isWhole(password)',
    replace: 'stored !== undefined',
    check: 'nothing but the whole password is right',
  },
  {
    name: 'any password is right',
    file: 'auth/login.ts',
    find: 'if (!user || !matches)',
    replace: 'if (!user)',
    check: 'a new password takes the place of the old one',
  },
  {
    name: 'unknown members of a login are dropped',
    file: 'auth/schemas.ts',
    find: 'z.strictObject({ email',
    replace: 'z.object({ email',
    check: 'POST /auth/login with a member nobody knows answers 422',
  },
  {
    name: 'a number is a password',
    file: 'auth/schemas.ts',
    find: 'password: z.string() }',
    replace: 'password: z.coerce.string() }',
    check: 'POST /auth/login with a number for a password answers 422',
  },
  {
    name: 'a login without an address',
    file: 'auth/schemas.ts',
    find: 'z.strictObject({ email, password',
    replace: 'z.strictObject({ email: email.default("a@example.com"), password',
    check: 'POST /auth/login with no e-mail answers 422',
  },
  {
    name: 'malformed JSON is quoted',
    file: 'errors.ts',
    find: 'return new HttpError(expose ? status : 500);',
    replace:
      'return new HttpError(expose ? status : 500, String((thrown as { body?: string }).body));',
    check: 'errors of a login quote no password',
  },
  {
    name: 'nobody counts',
    file: 'auth/throttle.ts',
    find: 'await limiter.consume(key).catch(refuse);',
    replace: 'void [limiter, key, refuse];',
    check: 'too many tries at once answer 429',
  },
  {
    name: 'tries are counted when they have failed',
    file: 'auth/login.ts',
    find: `const attempt = await begin(email, address);

    const user = await users.findByEmail(email);
    const matches = await passwords.matches(password, user?.passwordHash);`,
    replace: `const user = await users.findByEmail(email);
    const matches = await passwords.matches(password, user?.passwordHash);
    await new Promise((passed) => setTimeout(passed, 100));
    if (!user || !matches) return void setTimeout(() => void begin(email, address).catch(() => undefined), 100);
    const attempt = await begin(email, address);`,
    check: 'too many tries at once answer 429',
  },
  {
    name: 'too many tries lock an account for a week',
    file: 'auth/throttle.ts',
    find: 'points: 5, duration }',
    replace: 'points: 5, duration: week }',
    check: 'too many tries at once answer 429',
  },
  {
    name: 'too many tries are told no time',
    file: 'error-types.ts',
    find: `error.headers['Retry-After'] = String(seconds);`,
    replace: '',
    check: 'too many tries at once answer 429',
  },
  {
    name: 'the form is JSON',
    file: 'auth/token-routes.ts',
    find: `express.urlencoded({ extended: false, limit: '100kb' })`,
    replace: 'express.json()',
    check: 'POST /auth/token answers a token',
  },
  {
    name: 'a token answer for somebody else',
    file: 'auth/token-routes.ts',
    find: 'tokens.issue(user.id)',
    replace: `tokens.issue('00000000-0000-4000-8000-000000000000')`,
    check: 'POST /auth/token answers a token',
  },
  {
    name: 'unknown parameters are refused',
    file: 'auth/schemas.ts',
    find: 'export const tokenForm = z.object({',
    replace: 'export const tokenForm = z.strictObject({',
    check: 'POST /auth/token ignores parameters it does not know',
  },
  {
    name: 'the form has the errors of this API',
    file: 'auth/token-routes.ts',
    find: 'noStore(res).status(400).json({ error, error_description: description });',
    replace:
      'res.status(400).json({ success: false, error: 400, message: error + description });',
    check:
      'POST /auth/token answers a wrong password as it does an unknown address',
  },
  {
    name: 'the form answers 401',
    file: 'auth/token-routes.ts',
    find: 'noStore(res).status(400)',
    replace: 'noStore(res).status(401)',
    check:
      'POST /auth/token answers a wrong password as it does an unknown address',
  },
  {
    name: 'caches may keep a refusal',
    file: 'auth/token-routes.ts',
    find: 'noStore(res).status(400)',
    replace: 'res.status(400)',
    check: 'POST /auth/token with another grant answers unsupported_grant_type',
  },
  {
    name: 'the form tells an unknown address',
    file: 'auth/token-routes.ts',
    find: `if (!user)
      return refuse(res, 'invalid_grant', 'E-mail or password is wrong.');`,
    replace: `if (!user)
      return refuse(res, 'invalid_grant', username);`,
    check:
      'POST /auth/token answers a wrong password as it does an unknown address',
  },
  {
    name: 'an empty parameter is one',
    file: 'auth/schemas.ts',
    find: 'z.string().min(1)',
    replace: 'z.string()',
    check: 'POST /auth/token with an empty password answers invalid_request',
  },
  {
    name: 'the last of two passwords is taken',
    file: 'auth/schemas.ts',
    find: 'const parameter = z.string().min(1);',
    replace:
      'const parameter = z.preprocess((value) => [value].flat().at(-1), z.string().min(1));',
    check: 'POST /auth/token with two passwords answers invalid_request',
  },
  {
    name: 'any grant is a password',
    file: 'auth/token-routes.ts',
    find: `if (grant !== 'password')`,
    replace: `if (grant === '')`,
    check: 'POST /auth/token with another grant answers unsupported_grant_type',
  },
  {
    name: 'the form answers OPTIONS in its own way',
    file: 'app.ts',
    find: `app.post('/auth/token', tokenRouter(logIn, tokens));`,
    replace: 'app.use(tokenRouter(logIn, tokens));',
    check: 'OPTIONS /auth/token answers 204 with Allow',
  },
  ...["post('/posts'", "put('/posts/:id'", "patch('/posts/:id'"].map(
    (route) => ({
      name: `anybody may ${route.replace(/\W+/g, ' ').trim()}`,
      file: 'posts/routes.ts',
      find: `router.${route}, requireUser,`,
      replace: `router.${route},`,
      check: route.startsWith('post')
        ? 'who one is comes before what one sends'
        : 'a visitor changes no post',
    }),
  ),
  {
    name: 'anybody deletes a post',
    file: 'posts/routes.ts',
    find: `router.delete('/posts/:id', requireUser,`,
    replace: `router.delete('/posts/:id',`,
    check: 'DELETE /posts/1 of nobody answers 401',
  },
  {
    name: 'nobody is told that they are nobody',
    file: 'auth/authenticate.ts',
    find: 'if (!res.locals.user) throw new AuthError(401);',
    replace: 'if (!res.locals.user) throw new AuthError(403);',
    check: 'GET /users/me of nobody answers 401',
  },
  {
    name: 'nobody is told that their token is wrong',
    file: 'auth/authenticate.ts',
    find: 'if (!res.locals.user) throw new AuthError(401);',
    replace: 'if (!res.locals.user) throw invalidToken();',
    check: 'GET /users/me of nobody answers 401',
  },
  {
    name: 'nobody changes a password',
    file: 'users/me.ts',
    find: `'/users/me/password', requireUser,`,
    replace: `'/users/me/password',`,
    check: 'PATCH /users/me/password of nobody answers 401',
  },
  {
    name: 'a token is looked at where one must log in',
    file: 'auth/authenticate.ts',
    find: 'if (credentials === undefined || open.test(req.path)) return next();',
    replace: `if (credentials === undefined || open.test(req.path) || req.method === 'GET') return next();`,
    check: 'a token that is worth nothing answers 401',
  },
  {
    name: 'a worthless token is nobody',
    file: 'auth/authenticate.ts',
    find: `  } catch {
    throw invalidToken();`,
    replace: `  } catch {
    throw new AuthError(401);`,
    check: 'a token that is worth nothing answers 401',
  },
  {
    name: 'health looks at tokens',
    file: 'auth/authenticate.ts',
    find: '(health|auth)',
    replace: '(auth)',
    check: 'health looks at no token',
  },
  {
    name: 'a login looks at tokens',
    file: 'auth/authenticate.ts',
    find: '(health|auth)',
    replace: '(health)',
    check: 'a login looks at no token',
  },
  {
    name: 'a token is read and not verified',
    file: 'auth/tokens.ts',
    find: verify,
    replace: `const verified = jwt.decode(token, { complete: true }) ?? jwt.verify(token, key, {`,
    check: 'a forged token answers 401',
  },
  {
    name: 'a token without a signature will do',
    file: 'auth/tokens.ts',
    find: verify,
    replace: `const verified = token.endsWith('.') ? jwt.decode(token, { complete: true }) : jwt.verify(token, key, {`,
    check: 'a forged token answers 401',
  },
  {
    name: 'the token says which algorithm',
    file: 'auth/tokens.ts',
    find: verify,
    replace: `const { alg } = jwt.decode(token, { complete: true })?.header ?? {};
      const verified = alg === 'none' ? jwt.decode(token, { complete: true }) : jwt.verify(token, key, {`,
    check: 'a forged token answers 401',
  },
  {
    name: 'a key that anybody guesses',
    file: 'auth/tokens.ts',
    find: 'jwtSecret === undefined ? randomBytes(32) : Buffer.from(jwtSecret)',
    replace: `Buffer.from(randomBytes && jwtSecret ? jwtSecret : 'secret')`,
    check: 'a forged token answers 401',
  },
  {
    name: 'a token without its scheme',
    file: 'auth/authenticate.ts',
    find: '/^Bearer +(\\S+)$/i',
    replace: '/^(?:Bearer +)?(\\S+)$/i',
    check: 'credentials of another form answer 401',
  },
  {
    name: 'whatever follows a token is dropped',
    file: 'auth/authenticate.ts',
    find: '/^Bearer +(\\S+)$/i',
    replace: '/^Bearer +(\\S+)(?: x)?$/i',
    check: 'credentials of another form answer 401',
  },
  {
    name: 'a scheme in small letters is another',
    file: 'auth/authenticate.ts',
    find: '/^Bearer +(\\S+)$/i',
    replace: '/^Bearer +(\\S+)$/',
    check: 'the scheme is read in any case',
  },
  {
    name: 'a token in the address',
    file: 'auth/authenticate.ts',
    find: `req.get('Authorization');`,
    replace: `req.get('Authorization') ?? (req.query['access_token'] ? 'Bearer ' + String(req.query['access_token']) : undefined);
    if (req.query['access_token']) Object.defineProperty(req, 'query', { value: {} });`,
    check: 'a token is taken from the header alone',
  },
  {
    name: 'what one sends comes before who one is',
    file: 'posts/routes.ts',
    find: `router.post('/posts', requireUser, async (req, res) => {
    const { body } = parse(schemas.createPost, req);`,
    replace: `router.post('/posts', async (req, res) => {
    const { body } = parse(schemas.createPost, req);
    requireUser(req, res as never, () => undefined);`,
    check: 'who one is comes before what one sends',
  },
  {
    name: 'who one is comes before the path',
    file: 'app.ts',
    find: `app.use(knownRoutes(app));
  app.use(authenticate(database, tokens));`,
    replace: `app.use(authenticate(database, tokens));
  app.use(knownRoutes(app));`,
    check: 'how it was sent, path and method come first',
  },
  {
    name: 'who one is comes before how it was sent',
    file: 'app.ts',
    find: `app.use(requireJson);
  app.use(readJson);
  app.use(knownRoutes(app));
  app.use(authenticate(database, tokens));`,
    replace: `app.use(knownRoutes(app));
  app.use(authenticate(database, tokens));
  app.use(requireJson);
  app.use(readJson);`,
    check: 'how it was sent, path and method come first',
  },
  {
    name: 'people do not see their own address',
    file: 'users/me.ts',
    find: 'res.json(schemas.ownUser.parse(res.locals.user));',
    replace: 'res.json(schemas.publicUser.parse(res.locals.user));',
    check: 'GET /users/me shows whoever asks',
  },
  {
    name: 'people see their own hash',
    file: 'users/me.ts',
    find: 'res.json(schemas.ownUser.parse(res.locals.user));',
    replace: 'res.json(res.locals.user);',
    check: 'GET /users/me shows whoever asks',
  },
  {
    name: 'a change that nobody keeps',
    file: 'users/me.ts',
    find: 'const user = await users.update(res.locals.user, body);',
    replace: 'const user = res.locals.user.set(body);',
    check: 'PATCH /users/me changes name and e-mail',
  },
  {
    name: 'a change takes both',
    file: 'users/schemas.ts',
    find: `.strictObject({ name, email })
  .partial()`,
    replace: '.strictObject({ name, email })',
    check: 'PATCH /users/me takes one of them',
  },
  {
    name: 'a change invents a name',
    file: 'users/schemas.ts',
    find: `.transform(({ id, createdAt, updatedAt, ...changes }) => changes)`,
    replace: `.transform(({ id, createdAt, updatedAt, ...changes }) => ({ name: 'Carol', ...changes }))`,
    check: 'PATCH /users/me with nothing in it answers 422',
  },
  {
    name: 'what was read is refused',
    file: 'users/schemas.ts',
    find: `.partial()
  .extend(readOnly)`,
    replace: `.partial()
  .extend({ id: z.undefined(), createdAt: z.undefined(), updatedAt: z.undefined() })`,
    check: 'what was read of oneself can be sent back',
  },
  {
    name: 'a taken address is a failure',
    file: 'users/store.ts',
    find: 'write(() => user.update(changes)).catch(taken)',
    replace: 'write(() => user.update(changes))',
    check: 'PATCH /users/me to an address of another answers 409',
  },
  {
    name: 'a password is changed like a name',
    file: 'users/schemas.ts',
    find: '.strictObject({ name, email })',
    replace: '.object({ name, email })',
    check: 'PATCH /users/me with a password answers 422',
  },
  {
    name: 'a deleted user stays',
    file: 'users/store.ts',
    find: 'write(() => user.destroy())',
    replace: 'write(async () => void user)',
    check: 'DELETE /users/me leaves nobody behind',
  },
  {
    name: 'a token outlives its user',
    file: 'auth/authenticate.ts',
    find: nobody,
    replace: 'if (!user) return next();',
    check: 'DELETE /users/me leaves nobody behind',
  },
  {
    name: 'all users go with one',
    file: 'users/store.ts',
    find: 'write(() => user.destroy())',
    replace: 'write(() => User.destroy({ where: {} }).then(() => void user))',
    check: 'DELETE /users/me deletes nobody else',
  },
  {
    name: 'a new password is not kept',
    file: 'users/me.ts',
    find: 'await users.update(user, { passwordHash });',
    replace: 'void passwordHash;',
    check: 'a new password takes the place of the old one',
  },
  {
    name: 'nobody asks for the old password',
    file: 'users/me.ts',
    find: 'if (!known)',
    replace: 'if (known === null)',
    check: 'a new password needs the old one',
  },
  {
    name: 'a wrong old password is quoted',
    file: 'users/me.ts',
    find: `message: 'Is not your password.'`,
    replace: 'message: `${body.oldPassword} is not your password.`',
    check: 'a new password needs the old one',
  },
  {
    name: 'a new password may be anything',
    file: 'users/schemas.ts',
    find: 'z.strictObject({ oldPassword: z.string(), newPassword })',
    replace:
      'z.strictObject({ oldPassword: z.string(), newPassword: z.string() })',
    check: 'a new password that is a common one answers 422',
  },
  {
    name: 'a login is for reading',
    file: 'auth/authenticate.ts',
    find: `res.locals.user = user;`,
    replace: `if (req.method === 'GET') res.locals.user = user;`,
    check: 'whoever logs in writes posts',
  },
  {
    name: 'tokens are good for another user',
    file: 'auth/tokens.ts',
    find: read,
    replace: `return accessToken.parse(verified).payload.sub.replace(/.$/, '0');`,
    check: 'whoever logs in writes posts',
  },
];
