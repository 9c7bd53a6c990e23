import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { draft, matrix, post } from './matrix.ts';

/** What Express keeps for each route, as in `src/known-routes.ts`. */
interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

function routesIn(layers: Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (!route) return routesIn(handle.stack ?? []);

    const methods = Object.keys(route.methods);
    return [route.path]
      .flat()
      .flatMap((path) =>
        methods.map((method) => `${method.toUpperCase()} ${path}`),
      );
  });
}

test('every route of the app stands in the matrix', ({ app }) => {
  const routes = routesIn(app.router.stack as unknown as Layer[]);
  const named = matrix.map(([route]) => route.replace(' of a draft', ''));

  expect(new Set(named)).toEqual(new Set(routes));
});

test.for(matrix)(
  '%s answers each role as the matrix says',
  async ([route, answers, body], { app, visitor, alice, bob }) => {
    const sent = route.endsWith('of a draft') ? draft : post;
    const { body: owner } = await alice.get('/users/me');
    const { body: written } = await alice.post('/posts').send(sent);
    const [method = '', path = ''] = route.split(' ');
    const id = path.startsWith('/users') ? owner.id : written.id;
    const ask = async (who: TestAgent) => {
      const send = who[method.toLowerCase() as 'post'].bind(who);
      const { status } = await send(path.replace(':id', id)).send(body);
      return status;
    };

    const worthless = request.agent(app).set('Authorization', 'Bearer a.b.c');
    const toWorthless = await ask(worthless);
    const toNobody = await ask(visitor);
    const toOther = await ask(bob);
    const toOwner = await ask(alice);

    expect([toNobody, toOwner, toOther, toWorthless]).toEqual(answers);
  },
);
