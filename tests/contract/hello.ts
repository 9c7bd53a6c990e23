import { hasNoBody, hasStatus, holds, isJson } from './judge.ts';
import { check, type Suite } from './suite.ts';

const answers = {
  '/': { message: 'Hello World' },
  '/other_endpoint': { message: 'Hello Tatooine' },
  '/health': { status: 'ok' },
};

/** What chapter 01 answers. */
export const hello: Suite = {
  feature: 'hello',
  checks: [
    ...Object.entries(answers).map(([path, members]) =>
      check(
        `GET ${path} answers ${JSON.stringify(members)}`,
        async ({ visitor }) => {
          const answer = await visitor.get(path);

          hasStatus(answer, 200);
          holds(answer, members);
        },
      ),
    ),

    check('GET / answers JSON', async ({ visitor }) => {
      isJson(await visitor.get('/'));
    }),

    check('HEAD / answers without a body', async ({ visitor }) => {
      const answer = await visitor.head('/');

      hasStatus(answer, 200);
      hasNoBody(answer);
    }),

    check('GET of an unknown path answers 404', async ({ visitor }) => {
      hasStatus(await visitor.get('/there/is/nothing/here'), 404);
    }),
  ],
};
