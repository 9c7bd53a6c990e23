import { describe, expect, test } from 'vitest';
import { findChapter as chapterOf } from '../shared/src/chapters.ts';
import { generate as generatePart } from '../shared/src/generate.ts';
import { breakIt } from '../shared/src/proofs/break-it.ts';
import { browser } from '../shared/src/proofs/browser.ts';
import { consoles } from '../shared/src/proofs/consoles.ts';
import { contract } from '../shared/src/proofs/contract.ts';
import { dependencies } from '../shared/src/proofs/dependencies.ts';
import { drift } from '../shared/src/proofs/drift.ts';
import { fences, markup } from '../shared/src/proofs/fences.ts';
import { generated } from '../shared/src/proofs/generated.ts';
import { hints } from '../shared/src/proofs/hints.ts';
import { links } from '../shared/src/proofs/links.ts';
import { eachChapter } from '../shared/src/proofs/proof.ts';
import { prose } from '../shared/src/proofs/prose.ts';
import { shown } from '../shared/src/proofs/shown.ts';
import { structure } from '../shared/src/proofs/structure.ts';
import { applySolution } from '../shared/src/solution.ts';
import { breakableKits } from './support/broken-kit.ts';

const breakableKit = breakableKits();

/** A part of the prose proof: the whole asks a running chapter. */
const only = (find: Parameters<typeof eachChapter>[2]) =>
  eachChapter('part', 'A part.', find);

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

  test('what ships the code is caught before chapter 18', async () => {
    const kit = breakableKit();
    kit.write('chapters/02-crud/Dockerfile', 'FROM node:24-slim\n');

    expect(await kit.prove(structure, '02')).toEqual([
      expect.stringContaining(
        'chapters/02-crud/Dockerfile: has no place in a chapter.',
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

  test('a strange file beside the calls of a page, and a missing one, are caught', async () => {
    const kit = breakableKit();
    kit.write('chapters/02-crud/browser/calls.yml', '[]');
    kit.write('chapters/02-crud/browser/recorded.json', '{}');
    kit.write('chapters/02-crud/browser/notes.txt', 'x');

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /browser\/page\.png: is missing\. Write calls\.yml/,
      ),
      expect.stringMatching(/browser\/notes\.txt: has no place in a chapter\./),
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

  test.for([
    'exercises/four/README.md',
    'exercises/1/notes.md',
    'src/posts/table.sql',
    'tests/data.json',
  ])('%s is caught', async (path) => {
    const kit = breakableKit();
    kit.write(`chapters/02-crud/${path}`, 'x\n');

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /^chapters\/02-crud\/(exercises|src|tests)\/.*: has no place in a chapter\. /,
      ),
    ]);
  });

  test('an exercise that is not there is caught', async () => {
    const kit = breakableKit();
    for (const name of ['README.md', 'exercise.test.ts', 'solution.patch'])
      kit.remove(`chapters/02-crud/exercises/3/${name}`);

    const problems = await kit.prove(structure, '02');

    expect(problems).toContainEqual(
      expect.stringContaining('exercises/3/solution.patch: is missing. Add it'),
    );
  });

  test('a solution that touches the tests is caught', async () => {
    const kit = breakableKit();
    kit.write(
      'chapters/02-crud/exercises/1/solution.patch',
      '--- a/tests/posts.test.ts\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n',
    );
    kit.write(
      'chapters/02-crud/exercises/2/solution.patch',
      '--- a/src/../README.md\n+++ b/src/../README.md\n@@ -1,1 +1,1 @@\n-x\n+y\n',
    );

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      'chapters/02-crud/exercises/1/solution.patch:1: changes tests/posts.test.ts. A solution changes only src/, package.json, .env.example and what ships the code.',
      expect.stringContaining(
        'exercises/2/solution.patch:1: changes README.md.',
      ),
    ]);
  });

  test('in a chapter about tests a solution may add one, and change none', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/chapter.json',
      '"kind": "behaviour"',
      '"kind": "tests"',
    );
    kit.write(
      'chapters/02-crud/exercises/1/solution.patch',
      '--- /dev/null\n+++ b/tests/mine.test.ts\n@@ -0,0 +1,1 @@\n+x\n',
    );
    kit.write(
      'chapters/02-crud/exercises/2/solution.patch',
      '--- a/tests/posts.test.ts\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n',
    );

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      expect.stringContaining(
        'exercises/2/solution.patch:1: changes tests/posts.test.ts.',
      ),
    ]);
  });

  test('a lesson without its warm-up is caught', async () => {
    const kit = breakableKit();
    kit.edit('chapters/02-crud/README.md', '<!-- kit:warm-up', '<!-- kit:cold');

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      expect.stringContaining('the generated part "kit:warm-up" must stand'),
    ]);
  });

  test('a second diagram is caught at its line', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/README.md',
      '## Recap',
      '```mermaid\ngraph TD\n```\n\n## Recap',
    );

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /README\.md:\d+: a second diagram\. Draw exactly one/,
      ),
    ]);
  });

  test('a quiz with too few questions, too many options or one id twice is caught', async () => {
    const kit = breakableKit();
    const option = (name: string) => `\n    - { text: ${name}, why: w }`;
    const question = `- id: same\n  concept: put\n  question: q\n  options:\n    - { text: a, correct: true, why: w }${['b', 'c', 'd', 'e'].map(option).join('')}\n`;
    kit.write('chapters/02-crud/quiz.yml', question + question);

    const problems = await kit.prove(structure, '02');

    expect(problems).toEqual([
      'chapters/02-crud/quiz.yml: there are 2 questions. Ask four to six.',
      'chapters/02-crud/quiz.yml: "same" has 5 options. Give three or four.',
      'chapters/02-crud/quiz.yml: there are two questions "same". Give each an id of its own.',
    ]);
  });

  test('a package.json that is not JSON is caught', async () => {
    const kit = breakableKit();
    kit.write('chapters/02-crud/package.json', '{');

    const problems = [
      ...(await kit.prove(structure, '02')),
      ...(await kit.prove(dependencies, '02')),
    ];

    expect(problems).toEqual([
      expect.stringMatching(
        /^chapters\/02-crud\/package\.json: is not JSON: .* Mend it there\.$/,
      ),
      problems[0],
    ]);
    expect(await kit.prove(dependencies, '03')).toEqual([]);
  });

  test('an error is a problem of the chapter that was looked at', async () => {
    const kit = breakableKit();
    const proof = eachChapter('trip', 'Trips.', () => {
      throw new TypeError('cannot read it\nand more');
    });

    const problems = await kit.prove(proof, '02');

    expect(problems).toEqual([
      'chapters/02-crud: cannot be looked at: TypeError: cannot read it. Mend what it holds.',
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

  test('declared changes of the first chapter are caught', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/01-hello/chapter.json',
      '"changes": {',
      '"changes": {\n    "src/app.ts": "New."',
    );

    const problems = await kit.prove(drift, '01');

    expect(problems).toEqual([
      'chapters/01-hello/chapter.json: "changes" names src/app.ts, and there is no chapter before. Leave it empty: {}.',
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
      `${kit.read(path)}\n'GET /moon answers 200':\n  - a\n  - b\n  - c\n`,
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

  test.for([
    ['test(title, () => {});', 'a test whose title cannot be read.'],
    ['test.for(cases)(title, () => {});', 'a test whose title cannot be read.'],
    ["test.only('GET /posts starts out empty', () => {});", 'test.only'],
    ["describe.skip('posts', () => {});", 'test.skip'],
    ["test('x', { fails: true }, () => {});", 'test.fails'],
  ] as const)('%s is caught at its line', async ([source, message]) => {
    const kit = breakableKit();
    const path = 'chapters/02-crud/tests/odd.test.ts';
    kit.write(path, `\n${source}\n`);

    const problems = await kit.prove(hints, '02');

    expect(problems).toContainEqual(
      expect.stringContaining(`${path}:2: ${message}`),
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

  test.for([
    'import { z } from "zod";',
    'const zod = await import(`zod`);',
    "const zod = await import(/* lazily */ 'zod');",
    "export * from 'zod/mini';",
    "type Schema = import('zod').ZodType;",
  ])('the undeclared package of %s is caught', async (line) => {
    const kit = breakableKit();
    kit.write('chapters/02-crud/src/odd.ts', `// import 'x'\n${line}\n`);

    const problems = await kit.prove(dependencies, '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /src\/odd\.ts:2: imports zod(\/mini)?, which package\.json does not declare\./,
      ),
    ]);
  });

  test('an import in a comment or in quotes is none', async () => {
    const kit = breakableKit();
    kit.write(
      'chapters/02-crud/src/odd.ts',
      "// import 'a';\n/*\nimport 'b';\n*/\nexport const text = \"import 'c'\";\n",
    );

    expect(await kit.prove(dependencies, '02')).toEqual([]);
  });

  test('createRequire is caught', async () => {
    const kit = breakableKit();
    kit.write(
      'chapters/02-crud/src/odd.ts',
      "import { createRequire } from 'node:module';\n",
    );

    const problems = await kit.prove(dependencies, '02');

    expect(problems).toEqual([
      'chapters/02-crud/src/odd.ts:1: uses createRequire, which hides what is imported. Import it.',
    ]);
  });

  test('a package of development that src needs to run is caught', async () => {
    const kit = breakableKit();
    kit.write(
      'chapters/02-crud/src/odd.ts',
      "import type { Test } from 'supertest';\nimport { type Agent } from 'supertest';\n",
    );

    const problems = await kit.prove(dependencies, '02');

    expect(problems).toEqual([
      'chapters/02-crud/src/odd.ts:2: imports supertest, which is in devDependencies. Move it to dependencies, or use "import type".',
    ]);
  });

  test('a package that a script runs, or a settings file names, is used', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/package.json',
      '"express":',
      '"zod": "4.6.7",\n    "pg": "8.23.1",\n    "express":',
    );
    kit.edit(
      'chapters/02-crud/package.json',
      '"scripts": {',
      '"scripts": {\n    "odd": "tsc && zod --check pg",',
    );
    kit.write('chapters/02-crud/.oddrc.json', '{ "rules": ["pg"] }\n');

    expect(await kit.prove(dependencies, '02')).toEqual([]);

    kit.write('chapters/02-crud/.oddrc.json', '{}\n');

    expect(await kit.prove(dependencies, '02')).toEqual([
      expect.stringContaining('declares pg, which nothing imports'),
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
  test('a code block of the chapter before the first is caught', async () => {
    const kit = breakableKit();
    kit.write(
      'chapters/01-hello/README.md',
      '```ts src/app.ts@before\nx\n```\n',
    );

    expect(await kit.prove(only(fences), '01')).toEqual([
      'chapters/01-hello/README.md:1: there is no chapter before. Quote this chapter.',
    ]);
  });

  test('a code block of YAML stands in its file, as TypeScript does', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/README.md',
      '```ts src/posts/store.ts\n',
      '```yaml quiz.yaml\nid: odd\n```\n\n```ts src/posts/store.ts\n',
    );

    const problems = await kit.prove(prose, '02');

    expect(problems).toContainEqual(
      expect.stringContaining('there is no file quiz.yaml.'),
    );
  });

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
      `${kit.read(path)}\n### Health\n# @name unused\nGET {{baseUrl}}/health\n`,
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

  test('a call of a page that is not shown, or not recorded as it stands, is caught', async () => {
    const kit = breakableKit();
    const call = { on: 'here', page: 'APP', code: 'fetch()' };
    const recorded = { ...call, code: 'fetch(1)', says: [], api: [] };
    kit.write(
      'chapters/02-crud/browser/calls.yml',
      JSON.stringify([
        { name: 'fresh', ...call },
        { name: 'stale', ...call },
      ]),
    );
    kit.write(
      'chapters/02-crud/browser/recorded.json',
      JSON.stringify({
        browser: 'Chromium 1',
        calls: { stale: recorded, gone: recorded },
      }),
    );

    const problems = await kit.prove(only(browser), '02');

    const path = 'chapters/02-crud/browser';
    const again = 'Record it: npx ground-up record 02 --browser';
    expect(problems).toEqual([
      expect.stringContaining(
        `${path}/calls.yml: the lesson does not show fresh.`,
      ),
      expect.stringContaining(
        `${path}/calls.yml: the lesson does not show stale.`,
      ),
      `${path}/recorded.json: fresh is not what stands in calls.yml. ${again}`,
      `${path}/recorded.json: stale is not what stands in calls.yml. ${again}`,
      `${path}/recorded.json: gone is not what stands in calls.yml. ${again}`,
    ]);
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

  test('a file that is gone may be linked where it was, or quoted', async () => {
    const kit = breakableKit();
    const path = 'chapters/02-crud/src/old.ts';
    kit.write(path, 'export const old = 1;\n');
    kit.write('chapters/03-validation/src/new.ts', 'export const x = 1;\n');
    kit.write('chapters/02-crud/src/new.ts', 'export const x = 1;\ngone();\n');

    const said = (text: string) => {
      kit.write('chapters/03-validation/README.md', text);
      return kit.prove(only(shown), '03');
    };
    const lesson = kit.read('chapters/03-validation/README.md');
    const link = '[src/old.ts](../02-crud/src/old.ts)';
    const fence = (file: string, line: string) =>
      `\`\`\`ts ${file}@before\n${line}\n\`\`\`\n`;

    expect(await said(lesson)).toEqual([
      expect.stringContaining(
        'src/new.ts:2: the lesson neither shows this hunk nor links its file. Show it in a block "ts src/new.ts" or "ts src/new.ts@before"',
      ),
      expect.stringMatching(
        /src\/old\.ts:1: the lesson neither shows this hunk nor links its file\. .* \[src\/old\.ts\]\(\.\.\/02-crud\/src\/old\.ts\)/,
      ),
    ]);
    expect(
      await said(`${lesson}\n${link}\n\n${fence('src/new.ts', 'gone();')}`),
    ).toEqual([]);
    expect(
      await said(
        `${lesson}\n${fence('src/old.ts', 'export const old = 1;')}\n${fence('src/new.ts', 'export const x = 1;')}`,
      ),
    ).toEqual([expect.stringContaining('src/new.ts:2')]);
    expect(
      generatePart(kit.open(), chapterOf(kit.open().chapters, '03'), 'changes'),
    ).toContain('| `src/old.ts` | removed |');
  });

  test('markers without a partner are caught at their lines', async () => {
    const kit = breakableKit();
    kit.edit(
      'chapters/02-crud/README.md',
      '# Create, read, update, delete\n',
      '# Create, read, update, delete\n<!-- /kit -->\n<!-- kit:quiz -->\n',
    );
    const path = 'chapters/02-crud/README.md';
    kit.write(
      path,
      `${kit.read(path)}\n<!-- kit:changes-->\n\n<!-- kit:quiz -->\n`,
    );

    const problems = await kit.prove(only(generated), '02');

    expect(problems).toEqual([
      expect.stringContaining(
        'README.md:2: this marker closes nothing. Remove it.',
      ),
      expect.stringContaining(
        'README.md:3: "kit:quiz" is not closed. Write <!-- /kit --> under it.',
      ),
      expect.stringMatching(
        /README\.md:\d+: "<!-- kit:changes-->" is no marker\. Write <!-- kit:name --> or <!-- \/kit -->/,
      ),
      expect.stringMatching(/README\.md:\d+: "kit:quiz" is not closed\./),
    ]);
  });

  test('a bug that is not shown, changes nothing or stands elsewhere is caught', async () => {
    const kit = breakableKit();
    const lesson = kit.read('chapters/02-crud/README.md');
    kit.write(
      'chapters/02-crud/README.md',
      lesson
        .replace(
          'posts.find(req.params.id);',
          'posts.find(Number(req.params.id));',
        )
        .replace('```diff bug src/posts/routes.ts\n', '$&@@ -1 +1 @@\n')
        .replace('## Break it', '## Mend it')
        .replace('## Your turn', '## Break it\n\n## Your turn'),
    );

    const problems = await kit.prove(only(breakIt), '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /README\.md:\d+: the bug stands in "Mend it"\. Move/,
      ),
      expect.stringMatching(/README\.md:\d+: the bug changes nothing\. /),
      expect.stringMatching(
        /README\.md:\d+: "@@ -1 \+1 @@" is no line of a bug\. Start/,
      ),
      expect.stringMatching(
        /README\.md:\d+: "Break it" shows no exchange with the bug\. Add a request with "# @on bug"/,
      ),
    ]);
  });

  test('what a lesson may not hold is caught at its line', async () => {
    const kit = breakableKit();
    kit.write(
      'chapters/02-crud/README.md',
      [
        '<pre>x</pre>',
        '',
        'Some <code>x</code>.',
        '',
        '<div>',
        '```ts src/app.ts',
        '```',
        '</div>',
        '',
        '```ts src/app.ts',
        '```',
        '',
      ].join('\n'),
    );

    const problems = await kit.prove(only(markup), '02');

    expect(problems).toEqual([
      expect.stringContaining('README.md:1: shows code as <pre>. Use a code'),
      expect.stringContaining('README.md:3: shows code as <code>. Use a code'),
      expect.stringContaining('README.md:6: a code block inside HTML. Put an'),
      expect.stringContaining('README.md:10: an empty code block. Remove it'),
    ]);
  });

  test('a link that leads nowhere is caught in every form', async () => {
    const kit = breakableKit();
    const strange = [
      '[a](nowhere.md)',
      '![b](nowhere.png)',
      '<img src="nowhere.svg">',
      "<a href='nowhere.ts'>c</a>",
      '[d](../../site/page.md#nowhere)',
      '[e](%E0%A4%A)',
      '[f](#%E0%A4%A)',
      '[g](../../../outside.md)',
    ];
    kit.write('site/page.md', '# Page\n\n## Twice\n\n## Twice\n');
    kit.write(
      'chapters/02-crud/README.md',
      [
        '[mail](mailto:a@example.com) [there](../../site/page.md#twice-1)',
        ...strange,
      ].join('\n\n'),
    );

    const problems = await kit.prove(only(links), '02');

    expect(problems).toHaveLength(strange.length);
    expect(problems).toEqual(
      strange.map(
        (_, index) =>
          expect.stringContaining(`README.md:${3 + 2 * index}: `) as string,
      ),
    );
  });

  test('a command that says something else, or fails, is caught', async () => {
    const kit = breakableKit();
    kit.write(
      'chapters/02-crud/README.md',
      '```console\n$ node -p 1+1\n3\n$ node -e "process.exit(3)"\n```\n',
    );

    const problems = await kit.prove(only(consoles), '02');

    expect(problems).toEqual([
      expect.stringMatching(
        /README\.md:\d+: "\$ node -p 1\+1" says something else:\n2\n/,
      ),
      expect.stringMatching(
        /README\.md:\d+: "\$ node -e .*" ends with the exit code 3\. /,
      ),
    ]);
  });
});

describe('solutions', () => {
  const code = new Map([
    ['src/a.ts', 'a\n'],
    ['src/b.ts', 'b\n'],
  ]);

  test('a file that a solution deletes is gone', () => {
    const patch =
      '--- a/src/b.ts\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-b\n--- /dev/null\n+++ b/src/c.ts\n@@ -0,0 +1,1 @@\n+c\n';

    expect(applySolution(code, patch)).toEqual(
      new Map([
        ['src/a.ts', 'a\n'],
        ['src/c.ts', 'c\n'],
      ]),
    );
  });

  test.for([
    '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,9 +1,9 @@\n-a\n+x\n',
    '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,1 +1,1 @@\n-z\n+x\n',
    '--- a/src/no.ts\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n',
    'no patch at all\n@@ x @@\n',
  ])('%j does not apply', (patch) => {
    expect(applySolution(code, patch)).toBeUndefined();
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
      /^chapters\/02-crud\/src: crud in memory: .*: POST \/posts \{.*\}: expected status 201, got 200 .* Keep the promise\.$/,
    ),
  );
});
