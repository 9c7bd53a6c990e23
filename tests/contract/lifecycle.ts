import {
  allows,
  hasNoBody,
  hasStatus,
  holds,
  isError,
  refuses,
} from './judge.ts';
import { create } from './posts.ts';
import { check, type Suite } from './suite.ts';

const paths = ['/health/live', '/health/ready'];

/** Row 08 of the API's promises, as far as a server that is neither stopped nor robbed of its database shows them. */
export const lifecycle: Suite = {
  feature: 'lifecycle',
  checks: [
    ...paths.flatMap((path) => [
      check(`GET ${path} answers 200`, async ({ visitor }) => {
        const answer = await visitor.get(path);

        hasStatus(answer, 200);
        holds(answer, { status: 'ok' });
      }),

      check(`HEAD ${path} answers without a body`, async ({ visitor }) => {
        const answer = await visitor.head(path);

        hasStatus(answer, 200);
        hasNoBody(answer);
      }),

      check(`GET ${path} with a parameter answers 422`, async ({ visitor }) => {
        refuses(await visitor.get(`${path}?verbose=1`), 'verbose');
      }),

      check(`OPTIONS ${path} answers 204 with Allow`, async ({ visitor }) => {
        const answer = await visitor.send('OPTIONS', path);

        hasStatus(answer, 204);
        hasNoBody(answer);
        allows(answer, ['GET', 'HEAD', 'OPTIONS']);
      }),

      check(`POST ${path} answers 405 with Allow`, async ({ visitor }) => {
        const answer = await visitor.post(path, {});

        isError(answer, 405);
        allows(answer, ['GET', 'HEAD', 'OPTIONS'], 'POST');
      }),

      check(`GET ${path} answers however often`, async ({ visitor }) => {
        for (let count = 0; count < 20; count += 1) {
          hasStatus(await visitor.get(path), 200);
        }
      }),
    ]),

    check('GET of another health answers 404', async ({ visitor }) => {
      isError(await visitor.get('/health/nothing'), 404);
    }),

    check('a hundred requests at once are all answered', async (roles) => {
      const { id } = await create(roles.alice);
      const asked = Array.from({ length: 100 }, (_, index) =>
        roles.alice.get(index % 10 ? `/posts/${id}` : '/health/ready'),
      );

      for (const answer of await Promise.all(asked)) hasStatus(answer, 200);
    }),
  ],
};
