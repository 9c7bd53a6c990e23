import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alone } from '../shared/src/proofs/alone.ts';
import { contract } from '../shared/src/proofs/contract.ts';
import { dependencies } from '../shared/src/proofs/dependencies.ts';
import { drift } from '../shared/src/proofs/drift.ts';
import { hints } from '../shared/src/proofs/hints.ts';
import { lineage } from '../shared/src/proofs/lineage.ts';
import { prose } from '../shared/src/proofs/prose.ts';
import { structure } from '../shared/src/proofs/structure.ts';
import { breakableKit } from './support/broken-kit.ts';

const read = (folder: string, path: string) =>
  readFileSync(join(folder, path), 'utf8');

describe('structure', () => {
  test('a lesson without a section is caught', async () => {
    const kit = breakableKit();
    kit.edit('chapters/02-crud/README.md', '## Warm-up', '## Warming up');

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /^chapters\/02-crud\/README\.md:\d+: the section is "Warming up" where "Warm-up" belongs\. The order is: /,
      ),
    ]);
  });

  test('a strange file is caught', async () => {
    const kit = breakableKit();
    kit.write('chapters/02-crud/notes.txt', 'x');

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      expect.stringContaining(
        'chapters/02-crud/notes.txt: has no place in a chapter. Remove it',
      ),
    ]);
  });

  test('a compiler setting of its own is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/tsconfig.json',
      '"strict": true',
      '"strict": false',
    );

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      expect.stringContaining(
        "chapters/02-crud/tsconfig.json:1: differs from 01-hello's. Keep it the same",
      ),
    ]);
  });

  test('a concept without a glossary entry is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/chapter.json',
      '"concepts": [',
      '"concepts": [\n    "flux",',
    );

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      expect.stringContaining(
        'the concept "flux" has no entry in site/glossary.yml. Add one.',
      ),
    ]);
  });

  test('a broken manifest is one clear line', () => {
    const kit = breakableKit();
    kit.edit('chapters/02-crud/chapter.json', '"minutes":', '"hours":');

    expect(() => kit.open()).toThrow(
      /^chapters\/02-crud\/chapter\.json: minutes: .*Mend it there\.$/,
    );
  });
});

describe('drift', () => {
  test('an undeclared file is caught', async () => {
    const kit = breakableKit();
    kit.write(
      'chapters/03-validation/src/extra.ts',
      'export const extra = 1;\n',
    );

    const problems = await kit.prove(drift, '03');

    expect(problems).toEqual([
      expect.stringMatching(
        /^chapters\/03-validation\/src\/extra\.ts:1: differs from chapter 02 and is not declared\. Say why under "changes"/,
      ),
    ]);
  });

  test('a hunk without a note is caught at its line', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/03-validation/src/server.ts',
      'const database',
      'const started = 1;\nconst database',
    );
    kit.edit(
      'chapters/03-validation/chapter.json',
      '"changes": {',
      '"changes": {\n    "src/server.ts": {},',
    );

    const problems = await kit.prove(drift, '03');

    expect(problems).toEqual([
      expect.stringMatching(
        /src\/server\.ts:\d+: this hunk has no note\. Add one in chapters\/03-validation\/chapter\.json under "const started = 1;"/,
      ),
    ]);
  });

  test('a note without a hunk is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/03-validation/chapter.json',
      '"src/errors.ts": {',
      '"src/errors.ts": {\n      "no such line": "A note.",',
    );

    const problems = await kit.prove(drift, '03');

    expect(problems).toEqual([
      expect.stringContaining(
        'src/errors.ts: no hunk starts with "no such line". Remove or move its note',
      ),
    ]);
  });

  test('a declared file that does not differ is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/03-validation/chapter.json',
      '"changes": {',
      '"changes": {\n    "src/server.ts": { "x": "y" },',
    );

    const problems = await kit.prove(drift, '03');

    expect(problems).toEqual([
      expect.stringContaining(
        '"changes" names src/server.ts, which does not differ from chapter 02. Remove it there.',
      ),
    ]);
  });

  test('a chapter over its budget is caught', async () => {
    const kit = breakableKit();
    const lines = Array.from(
      { length: 400 },
      (_, index) => `export const x${index} = ${index};\n`,
    );
    kit.write('chapters/03-validation/src/long.ts', lines.join(''));
    kit.edit(
      'chapters/03-validation/chapter.json',
      '"changes": {',
      '"changes": {\n    "src/long.ts": "Too much.",',
    );

    const problems = await kit.prove(drift, '03');

    expect(problems).toEqual([
      expect.stringMatching(
        /added: \d+, the budget is 350\. Teach less in this chapter, or say why in site\/docs\/decisions\/chapter-validation\.md/,
      ),
    ]);
  });
});

describe('hints', () => {
  test('a hint for no test is caught', async () => {
    const kit = breakableKit();
    const path = 'chapters/02-crud/hints.yml';
    kit.write(
      path,
      `${read(kit.folder, path)}\n'GET /moon answers 200':\n  - a\n  - b\n  - c\n`,
    );

    const problems = await kit.prove(hints, '02');

    expect(problems).toEqual([
      expect.stringContaining(
        '"GET /moon answers 200" is no new test of this chapter. Remove it',
      ),
    ]);
  });

  test('a new test without hints is caught at its line', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/tests/posts.test.ts',
      'GET /posts starts out empty',
      'GET /posts starts out quite empty',
    );

    const problems = await kit.prove(hints, '02');

    expect(problems).toContainEqual(
      expect.stringMatching(
        /tests\/posts\.test\.ts:\d+: the test "GET \/posts starts out quite empty" has no hints\. Add three rungs/,
      ),
    );
  });
});

describe('dependencies', () => {
  test('an import from another chapter is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/03-validation/src/app.ts',
      "import express from 'express';",
      "import express from 'express';\nimport '../../02-crud/src/app.ts';",
    );

    const problems = await kit.prove(dependencies, '03');

    expect(problems).toEqual([
      'chapters/03-validation/src/app.ts:2: imports ../../02-crud/src/app.ts, from outside the chapter. A chapter stands alone: import only from inside it.',
    ]);
  });

  test('an undeclared package is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/src/app.ts',
      "import express from 'express';",
      "import express from 'express';\nimport 'zod';",
    );

    const problems = await kit.prove(dependencies, '02');

    expect(problems).toEqual([
      'chapters/02-crud/src/app.ts:2: imports zod, which package.json does not declare. Declare it with its exact version.',
    ]);
  });

  test('a package that nothing imports is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/package.json',
      '"express":',
      '"zod": "4.6.7",\n    "express":',
    );

    const problems = await kit.prove(dependencies, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /package\.json:\d+: declares zod, which nothing imports\. Remove it\./,
      ),
    ]);
  });

  test('a second version of a package is caught', async () => {
    const kit = breakableKit();
    kit.edit('chapters/02-crud/package.json', '"express": "', '"express": "1');

    const problems = await kit.prove(dependencies, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /express is 15\.[\d.]+, in 01-hello it is 5\.[\d.]+\. Use one version/,
      ),
    ]);
  });
});

describe('prose', () => {
  test('a tampered code block is caught at its line', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/README.md',
      '```ts src/posts/store.ts\n',
      '```ts src/posts/store.ts\nconst tampered = 1;\n',
    );

    const problems = await kit.prove(prose, '02');

    expect(problems).toContainEqual(
      expect.stringMatching(
        /^chapters\/02-crud\/README\.md:\d+: this code block does not stand in src\/posts\/store\.ts\. Copy the lines/,
      ),
    );
  });

  test('a fence of another kind is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/README.md',
      '## Recap',
      '```js\nalert(1)\n```\n\n## Recap',
    );

    const problems = await kit.prove(prose, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /README\.md:\d+: a code block of the kind "js" proves nothing\. Use ts path/,
      ),
    ]);
  });

  test('a response with one changed field is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/responses.json',
      '"published": true',
      '"published": false',
    );

    const problems = await kit.prove(prose, '02');

    expect(problems).toContainEqual(
      expect.stringMatching(
        /responses\.json: \w+: response\.body\.(\w+\.)*published is true now, false was recorded\. Mend the chapter, or record it/,
      ),
    );
  });

  test('an edited generated part is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/README.md',
      'HTTP/1.1 201 Created',
      'HTTP/1.1 200 OK',
    );

    const problems = await kit.prove(prose, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /README\.md:\d+: the generated part "kit:exchange \w+.*" is not what it should be\. Do not edit it; run: npx ground-up sync 02/,
      ),
    ]);
  });

  test('an exchange that the lesson does not show is caught', async () => {
    const kit = breakableKit();
    const path = 'chapters/02-crud/requests.http';
    kit.write(
      path,
      `${read(kit.folder, path)}\n### Health\n# @name unused\nGET {{baseUrl}}/health\n`,
    );

    const problems = await kit.prove(prose, '02');

    expect(problems).toContainEqual(
      expect.stringMatching(
        /requests\.http:\d+: the lesson does not show unused\./,
      ),
    );
    expect(problems).toContainEqual(
      expect.stringContaining('unused: it was never recorded.'),
    );
  });

  test.for(['nowhere.md', '../01-hello/README.md#no-such-heading'])(
    'the dead link %s is caught',
    async (link) => {
      const kit = breakableKit();
      kit.edit(
        'chapters/02-crud/README.md',
        '## Recap',
        `[there](${link})\n\n## Recap`,
      );

      const problems = await kit.prove(prose, '02');

      expect(problems).toEqual([expect.stringContaining(link)]);
    },
  );

  test('a hunk that the lesson does not show is caught', async () => {
    const kit = breakableKit();
    kit.write('chapters/02-crud/src/quiet.ts', 'export const quiet = 1;\n');

    const problems = await kit.prove(prose, '02');

    expect(problems).toContainEqual(
      expect.stringContaining(
        'src/quiet.ts:1: the lesson neither shows this hunk nor links its file.',
      ),
    );
  });

  test('a command that says something else is caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/README.md',
      '## Recap',
      '```console\n$ node -p 1+1\n3\n```\n\n## Recap',
    );

    const problems = await kit.prove(prose, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /README\.md:\d+: "\$ node -p 1\+1" says something else:\n2\n/,
      ),
    ]);
  });
});

test('contract names the promise, the request and what came', async () => {
  const kit = breakableKit();
  kit.edit(
    'chapters/02-crud/src/posts/routes.ts',
    'status(201)',
    'status(200)',
  );

  const problems = await kit.prove(contract, '02');

  expect(problems).toContainEqual(
    expect.stringMatching(
      /^chapters\/02-crud\/src: crud: .*: POST \/posts \{.*\}: expected status 201, got 200 .* Keep the promise\.$/,
    ),
  );
});

test('lineage catches tests that prove nothing and solutions that solve nothing', async () => {
  const kit = breakableKit();
  const hello = read(kit.folder, 'chapters/03-validation/tests/hello.test.ts');
  kit.write('chapters/03-validation/tests/nothing-new.test.ts', hello);
  kit.write(
    'chapters/03-validation/exercises/1/exercise.test.ts',
    hello.replace('./fixtures.ts', '../../tests/fixtures.ts'),
  );
  kit.write(
    'chapters/03-validation/exercises/2/solution.patch',
    '--- a/src/app.ts\n+++ b/src/app.ts\n@@ -1,1 +1,1 @@\n-no such line\n+x\n',
  );
  kit.edit(
    'chapters/02-crud/tests/posts.test.ts',
    'toHaveLength(100)',
    'toHaveLength(99)',
  );

  const problems = await kit.prove(lineage, '03');

  expect(problems).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /tests\/nothing-new\.test\.ts:\d+: no test in it fails by an expect on chapter 02: it proves nothing new\. Test what this chapter adds\./,
      ),
      expect.stringContaining(
        'exercises/1/exercise.test.ts:1: passes, or fails otherwise than by an expect, on the chapter as it is.',
      ),
      expect.stringContaining(
        'exercises/2/solution.patch:1: does not apply to the chapter.',
      ),
      expect.stringMatching(
        /tests\/posts\.test\.ts: "GET \/posts lists at most 100 posts" of chapter 02 fails on chapter 03: AssertionError/,
      ),
    ]),
  );
});

test('alone catches a package that package.json does not name', async () => {
  const kit = breakableKit();
  kit.edit(
    'chapters/03-validation/package.json',
    '    "zod": "4.6.7"\n',
    '    "diff": "9.0.0"\n',
  );

  const problems = await kit.prove(alone, '03');

  expect(problems).toContainEqual(
    expect.stringMatching(
      /tests\/\w.*\.test\.ts: fails when the chapter is alone: .*zod.* Declare what it imports in package\.json\./,
    ),
  );
  expect(problems).toContainEqual(
    expect.stringMatching(
      /src\/server\.ts: does not start when the chapter is alone: .*zod/,
    ),
  );
});
