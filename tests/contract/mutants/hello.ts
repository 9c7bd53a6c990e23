import type { Edit } from '../mutants.ts';

export const hello: Edit[] = [
  {
    name: 'another greeting',
    file: 'app.ts',
    find: 'Hello World',
    replace: 'Hello Mars',
    check: 'GET / answers {"message":"Hello World"}',
  },
  {
    name: 'another planet',
    file: 'app.ts',
    find: 'Hello Tatooine',
    replace: 'Hello Hoth',
    check: 'GET /other_endpoint answers {"message":"Hello Tatooine"}',
  },
  {
    name: 'a health nobody knows',
    file: 'app.ts',
    find: `status: 'ok'`,
    replace: `state: 'ok'`,
    check: 'GET /health answers {"status":"ok"}',
  },
  {
    name: 'a greeting in plain text',
    file: 'app.ts',
    find: `res.json({ message: 'Hello World' })`,
    replace: `res.type('text').send('{"message":"Hello World"}')`,
    check: 'GET / answers JSON',
  },
  {
    name: 'HEAD is refused',
    file: 'app.ts',
    find: `app.get('/', (req, res) => {`,
    replace: `app.get('/', (req, res) => { if (req.method === 'HEAD') return res.status(404).end();`,
    check: 'HEAD / answers without a body',
  },
  {
    name: 'every path greets',
    file: 'app.ts',
    find: 'return app;',
    replace: 'app.use((req, res) => { res.json({}); }); return app;',
    check: 'GET of an unknown path answers 404',
  },
];
