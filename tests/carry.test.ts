import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readCode } from '../shared/src/chapters.ts';
import { openKit, readExercises } from '../shared/src/kit.ts';
import { applySolution } from '../shared/src/solution.ts';
import { dependencies } from '../shared/src/proofs/dependencies.ts';
import { drift } from '../shared/src/proofs/drift.ts';
import { hints } from '../shared/src/proofs/hints.ts';
import { prose } from '../shared/src/proofs/prose.ts';
import { structure } from '../shared/src/proofs/structure.ts';
import { run } from '../shared/src/commands/carry.ts';
import { UserError } from '../shared/src/user-error.ts';
import { kitCopies, type KitCopy } from './support/kit-copy.ts';

const kitCopy = kitCopies(4);

/** Carries inside this process, and gives what the command says. */
async function carry(kit: KitCopy, ...argv: string[]) {
  const said = { code: 0, stdout: '', stderr: '' };
  const log = vi.spyOn(console, 'log').mockImplementation((line) => {
    said.stdout += `${String(line)}\n`;
  });
  const error = vi.spyOn(console, 'error').mockImplementation((line) => {
    said.stderr += `${String(line)}\n`;
  });

  try {
    said.code = await run(argv, kit.folder);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    said.code = 1;
    said.stderr += `${thrown.message}\n`;
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
  return said;
}

/** What the proofs that start no other process say of the copy. */
async function problemsOf(kit: KitCopy) {
  const copy = openKit(kit.folder);
  const still = [structure, drift, hints, dependencies, prose];
  const found = await Promise.all(
    still.map((proof) => proof.run(copy, copy.chapters)),
  );
  return found.flat();
}

const routes = (name: string) => `chapters/${name}/src/posts/routes.ts`;

test('carry 02 brings an edit to every later chapter, lesson and note, and all stays proved', async () => {
  const kit = kitCopy();
  kit.edit(routes('02-crud'), 'res.status(204).end();', 'res.sendStatus(204);');
  kit.edit(
    'chapters/02-crud/src/errors.ts',
    'There is no ${resource} with the id ${id}.',
    'No ${resource} has the id ${id}.',
  );

  const said = await carry(kit, '02');

  expect(said).toMatchObject({ code: 0, stderr: '' });
  for (const name of ['03-validation', '04-errors']) {
    expect(kit.read(routes(name))).toContain('res.sendStatus(204);');
    expect(kit.read(`chapters/${name}/src/errors.ts`)).toContain(
      'No ${resource} has the id',
    );
  }
  expect(kit.read('chapters/02-crud/README.md')).toContain(
    '"message": "No post has the id 1."',
  );
  expect(said.stdout).toMatch(
    /look at chapters\/02-crud\/README\.md:\d+: it still says "There is no post with the id 1\."/,
  );
  const copy = openKit(kit.folder);
  for (const chapter of copy.chapters) {
    for (const { patch } of readExercises(copy, chapter)) {
      expect(applySolution(readCode(chapter.dir), patch)).toBeDefined();
    }
  }
  expect(await problemsOf(kit)).toEqual([]);
});

test('carry moves a note and a code block along with their lines', async () => {
  const kit = kitCopy();
  const old = 'const { body } = parse(schemas.createPost, req);';
  const fresh = 'const { body } = parse(schemas.createPost, req); // read';
  kit.edit(routes('03-validation'), old, fresh);

  const said = await carry(kit, '03');

  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(kit.read('chapters/03-validation/chapter.json')).toContain(
    `${JSON.stringify(fresh)}:`,
  );
  expect(kit.read('chapters/03-validation/README.md')).toContain(fresh);
  expect(kit.read(routes('04-errors'))).toContain(fresh);
});

test('carry stops at the chapter that changed the same line, and goes on when told', async () => {
  const kit = kitCopy();
  const line = 'const removed = await posts.remove(Number(req.params.id));';
  kit.edit(
    routes('02-crud'),
    line,
    'const removed = await posts.remove(+req.params.id);',
  );
  kit.edit(
    'chapters/02-crud/src/errors.ts',
    'There is no ${resource} with the id ${id}.',
    'No ${resource} has the id ${id}.',
  );
  const before = kit.read(routes('04-errors'));

  const stopped = await carry(kit, '02');

  expect(stopped.code).toBe(1);
  expect(stopped.stderr).toMatch(
    /conflict {2}chapters\/03-validation\/src\/posts\/routes\.ts:\d+\nStopped at chapter 03\. Resolve .*: npx ground-up carry 03\n$/,
  );
  expect(kit.read(routes('02-crud'))).toContain('posts.remove(+req.params.id)');
  expect(kit.read(routes('04-errors'))).toBe(before);
  expect(kit.read('chapters/02-crud/responses.json')).toContain('No post has');

  const marked = kit.read(routes('03-validation'));
  expect(marked).toMatch(
    /<{7} 03-validation\n[\s\S]*={7}\n[\s\S]*>{7} 02-crud\n/,
  );
  const again = await carry(kit, '03');
  expect(again.stderr).toContain(
    'routes.ts still holds conflict markers. Resolve them, then carry again.',
  );

  const resolved = marked.replace(
    /<{7}[\s\S]*>{7} 02-crud\n/,
    '    const { params } = parse(schemas.deletePost, req);\n\n    const removed = await posts.remove(+params.id);\n',
  );
  writeFileSync(join(kit.folder, routes('03-validation')), resolved);
  const went = await carry(kit, '03');
  expect(went).toMatchObject({ code: 0, stderr: '' });
  expect(kit.read(routes('04-errors'))).toContain('posts.remove(+params.id)');
  expect(await problemsOf(kit)).toEqual([]);
});

test('carry --from a commit that is not there is one clear line', async () => {
  const kit = kitCopy();

  for (const commit of ['nope', '--output=x']) {
    const { stderr } = await carry(kit, '02', `--from=${commit}`);

    expect(stderr).toBe(
      `There is no commit "${commit}". Name one that git log shows.\n`,
    );
  }
  expect(() => kit.read('x')).toThrow('ENOENT');
});

test('carry refuses a later chapter with changes of its own and writes nothing', async () => {
  const kit = kitCopy();
  kit.edit(routes('02-crud'), 'res.status(204).end();', 'res.sendStatus(204);');
  kit.edit('chapters/04-errors/src/app.ts', 'Hello World', 'Hello World!');

  const said = await carry(kit, '02');

  expect(said).toMatchObject({
    code: 1,
    stderr:
      'chapters/04-errors/src/app.ts has changes that are not committed. Commit or undo them, then carry again.\n',
  });
  expect(kit.read(routes('03-validation'))).toContain('res.status(204).end();');
});

test('carry --from takes an edit that is committed; without it there is nothing to carry', async () => {
  const kit = kitCopy();
  kit.edit(routes('02-crud'), 'res.status(204).end();', 'res.sendStatus(204);');
  kit.git('commit', '-qam', 'Edit');

  const nothing = await carry(kit, '02');
  const said = await carry(kit, '02', '--from', 'HEAD~1');

  expect(nothing).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'The code of chapters/02-crud is as it was in HEAD.',
    ) as string,
  });
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(kit.read(routes('04-errors'))).toContain('res.sendStatus(204);');
});

test('carry brings a new file and a removed file', async () => {
  const kit = kitCopy();
  writeFileSync(
    join(kit.folder, 'chapters/02-crud/src/extra.ts'),
    'export const extra = 1;\n',
  );
  kit.git('rm', '-q', 'chapters/02-crud/tests/health.test.ts');

  await carry(kit, '02');

  expect(kit.read('chapters/04-errors/src/extra.ts')).toBe(
    'export const extra = 1;\n',
  );
  expect(() => kit.read('chapters/04-errors/tests/health.test.ts')).toThrow(
    'ENOENT',
  );
});

test('carry 03 brings an edit of a file beside src/ to the next chapter', async () => {
  const kit = kitCopy();
  const file = (name: string) => `chapters/${name}/.github/workflows/ci.yml`;
  for (const name of ['03-validation', '04-errors']) {
    mkdirSync(join(kit.folder, file(name), '..'), { recursive: true });
    writeFileSync(join(kit.folder, file(name)), `# ${name}\n\nname: CI\n`);
  }
  kit.git('add', '.');
  kit.git('commit', '-qm', 'Two workflows');
  kit.edit(file('03-validation'), 'name: CI', 'name: Checks');

  await carry(kit, '03');

  expect(kit.read(file('04-errors'))).toBe('# 04-errors\n\nname: Checks\n');
});

test('carry names the chapter where an edited file is gone', async () => {
  const kit = kitCopy();
  const file = 'chapters/02-crud/src/extra.ts';
  writeFileSync(join(kit.folder, file), "export const a = 'one';\n");
  kit.git('add', '.');
  kit.git('commit', '-qm', 'Extra');
  kit.edit(file, 'one', 'two');

  const { stdout } = await carry(kit, '02');

  expect(stdout).toContain(
    'look at chapters/03-validation: src/extra.ts is gone there, so the edit of it ends before. If its lines have moved, edit them there, then carry 03.\n',
  );
});

test('carry says in one line what does not start', async () => {
  const kit = kitCopy();
  kit.edit('chapters/04-errors/src/app.ts', 'const app =', 'const app ==');

  const said = await carry(kit, '04');

  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(said.stdout).toMatch(
    /^look at chapters\/04-errors does not start: .*app\.ts.* Mend it, then: npx ground-up record 04$/m,
  );
});
