import type { Edit } from '../mutants.ts';

export const lifecycle: Edit[] = [
  {
    name: 'nobody says that it lives',
    file: 'health.ts',
    find: `router.get('/health/live', (req, res)`,
    replace: `router.get('/health/alive', (req, res)`,
    check: 'GET /health/live answers 200',
  },
  {
    name: 'live has nothing to say',
    file: 'health.ts',
    find: `router.get('/health/live', (req, res) => {\n    res.json({ status: 'ok' });`,
    replace: `router.get('/health/live', (req, res) => {\n    res.json({});`,
    check: 'GET /health/live answers 200',
  },
  {
    name: 'never ready',
    file: 'health.ts',
    find: 'if (req.app.locals.stopping) throw',
    replace: 'if (!req.app.locals.stopping) throw',
    check: 'GET /health/ready answers 200',
  },
  {
    name: 'ready is no promise that is kept',
    file: 'health.ts',
    find: 'await ping()',
    replace: `await Promise.reject(new Error('gone'))`,
    check: 'HEAD /health/ready answers without a body',
  },
  {
    name: 'ready once',
    file: 'health.ts',
    find: 'await ping()',
    replace: 'req.app.locals.stopping = true; await ping()',
    check: 'GET /health/ready answers however often',
  },
  {
    name: 'HEAD is another request',
    file: 'health.ts',
    find: 'const router = Router();',
    replace: `const router = Router(); router.head('/health/live', (req, res) => { res.status(404).end(); });`,
    check: 'HEAD /health/live answers without a body',
  },
  {
    name: 'live takes any parameter',
    file: 'health.ts',
    find: `router.get(['/health/live', '/health/ready'], takesNothing)`,
    replace: `router.get('/health/ready', takesNothing)`,
    check: 'GET /health/live with a parameter answers 422',
  },
  {
    name: 'ready takes any parameter',
    file: 'health.ts',
    find: `router.get(['/health/live', '/health/ready'], takesNothing)`,
    replace: `router.get('/health/live', takesNothing)`,
    check: 'GET /health/ready with a parameter answers 422',
  },
  {
    name: 'live takes any method',
    file: 'health.ts',
    find: 'const router = Router();',
    replace: `const router = Router(); router.post('/health/live', (req, res) => { res.json({}); });`,
    check: 'POST /health/live answers 405 with Allow',
  },
  {
    name: 'any health is good',
    file: 'health.ts',
    find: `router.get('/health/live', (req, res)`,
    replace: `router.get('/health/{*which}', (req, res)`,
    check: 'GET of another health answers 404',
  },
  {
    name: 'ready for one at a time',
    file: 'health.ts',
    find: 'await ping()',
    replace:
      'if (req.app.locals.busy) throw unavailable(); req.app.locals.busy = true; await ping().finally(() => { req.app.locals.busy = false; })',
    check: 'a hundred requests at once are all answered',
  },
];
