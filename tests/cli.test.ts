import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, Server, type AddressInfo } from 'node:net';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { commands } from '../shared/bin/commands.js';
import { chapterFiles } from '../shared/bin/doctor.js';
import { main } from '../shared/bin/main.js';
import {
  findFolder,
  oldNode,
  readManifest,
  readPackage,
  readPort,
} from '../shared/bin/kit.js';
import {
  findChapter,
  listChapters,
  readChapter,
  readCode,
  root,
} from '../shared/src/chapters.ts';
import { run as runNew } from '../shared/src/commands/new.ts';
import { git } from '../shared/src/git.ts';
import {
  openKit,
  readGlossary,
  readLessonFile,
  readRecorded,
} from '../shared/src/kit.ts';
import { summarise } from '../shared/src/summary.ts';
import { UserError } from '../shared/src/user-error.ts';
import { kitCopies, runKit } from './support/kit-copy.ts';

const bin = join(root, 'shared', 'bin', 'ground-up.js');
const kitCopy = kitCopies();

test('--help names every command, in plain JavaScript', async () => {
  const { code, stdout } = await runKit(['--help']);

  expect(code).toBe(0);
  for (const { name } of commands)
    expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
});

test.for(commands.map(({ name }) => name))(
  '%s --help shows how to call it',
  async (name) => {
    const { code, stdout } = await runInside([name, '--help']);

    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^ground-up ${name}`));
  },
);

test('list --json is what the chapters say', async () => {
  const { stdout } = await runInside(['list', '--json']);

  const chapters = listChapters();
  expect(JSON.parse(stdout)).toMatchObject(
    chapters.map(({ number, slug, manifest }) => ({
      number,
      slug,
      title: manifest.title,
    })),
  );
});

test.for([
  [
    'a command that is not there',
    ['tset'],
    'There is no command "tset". ground-up --help lists them.',
  ],
  [
    'run of an unknown chapter',
    ['run', '99'],
    'There is no chapter "99". There are: 01-hello,',
  ],
  [
    'test of an unknown chapter',
    ['test', 'nope'],
    'There is no chapter "nope". There are: 01-hello,',
  ],
  [
    'test of an unknown exercise',
    ['test', '02', 'exercises/9'],
    'There is no "exercises/9" in chapter 02.',
  ],
  [
    'diff of an unknown chapter',
    ['diff', '01', '99'],
    'There is no chapter "99".',
  ],
  [
    'diff of one chapter',
    ['diff', '01'],
    'Name two chapters, for example: npm run diff 01 02',
  ],
  ['prove of an unknown chapter', ['prove', '99'], 'There is no chapter "99".'],
  [
    'record of an unknown chapter',
    ['record', '99'],
    'There is no chapter "99".',
  ],
  ['sync of an unknown chapter', ['sync', '99'], 'There is no chapter "99".'],
  ['carry of an unknown chapter', ['carry', '99'], 'There is no chapter "99".'],
  [
    'carry of no chapter',
    ['carry'],
    'Name the chapter you edited, for example: npx ground-up carry 02',
  ],
  [
    'new without a name',
    ['new'],
    'Name the chapter in small letters and hyphens',
  ],
  [
    'new with a name that is taken',
    ['new', 'crud'],
    'There is a chapter "crud" already. Choose another name.',
  ],
  [
    'an unknown option',
    ['diff', '01', '02', '--colour'],
    "Unknown option '--colour'. Usage: ground-up diff 01 02",
  ],
  [
    'start with an unknown option',
    ['start', '03', 'api', '--fast'],
    "Unknown option '--fast'. Usage: ground-up start",
  ],
  [
    'a port that is none',
    ['run', '01', '--port', 'http'],
    '"http" is not a port. Use a whole number from 1 to 65535.',
  ],
  [
    'an option without its value',
    ['diff', '01', '02', '--html'],
    "Option '--html <value>' argument missing. Usage: ground-up diff 01 02",
  ],
  [
    'an option whose value looks like an option',
    ['run', '02', '--port', '-1'],
    "Option '--port' argument is ambiguous. Usage: ground-up run",
  ],
  [
    'run of two chapters',
    ['run', '99', '-p', '4000', '03'],
    "Unexpected argument '03'. Usage: ground-up run [02] [--port N] [--watch]",
  ],
  [
    'test of two exercises',
    ['test', '99', 'exercises/1', 'exercises/2'],
    "Unexpected argument 'exercises/2'. Usage: ground-up test",
  ],
  [
    'diff of three chapters',
    ['diff', '01', '--html', '', '02', '03'],
    "Unexpected argument '03'. Usage: ground-up diff",
  ],
  ['prove of two chapters', ['prove', '99', '03'], "Unexpected argument '03'."],
  [
    'record of two chapters',
    ['record', '99', '03'],
    "Unexpected argument '03'.",
  ],
  ['sync of two chapters', ['sync', '99', '03'], "Unexpected argument '03'."],
  [
    'carry of two chapters',
    ['carry', '99', '--from', 'HEAD', '03'],
    "Unexpected argument '03'.",
  ],
  ['new with two names', ['new', 'crud', 'b'], "Unexpected argument 'b'."],
  [
    'mutants of two features',
    ['mutants', 'nothing', 'hello'],
    "Unexpected argument 'hello'.",
  ],
  [
    'verify of two chapters',
    ['verify', '01', '--url', 'http://localhost:1', '02'],
    "Unexpected argument '02'.",
  ],
  ['check outside of a workspace', ['check', '02'], 'not a workspace. Go'],
  ['a hint of a chapter', ['hint', '02'], "Unexpected argument '02'."],
  ['list of a chapter', ['list', '02'], "Unexpected argument '02'."],
  ['doctor with a word', ['doctor', 'now'], "Unexpected argument 'now'."],
  [
    'doctor with an unknown option',
    ['doctor', '--foo'],
    "Unknown option '--foo'. Usage: ground-up doctor",
  ],
  [
    'a page without a name',
    ['diff', '01', '02', '--html', ''],
    'Name the page, for example: npm run diff -- 01 02 --html diff.html',
  ],
  [
    'a page that is a folder',
    ['diff', '01', '02', '--html', root],
    'is a folder. Name a file in it, for example ',
  ],
  [
    'a page in a folder that is not there',
    ['diff', '01', '02', '--html', join(root, 'nowhere', 'at-all', 'x.html')],
    `There is no folder ${join(root, 'nowhere', 'at-all')}. Make it, then try again.`,
  ],
  [
    'a page in a file',
    ['diff', '01', '02', '--html', join(root, 'package.json', 'x.html')],
    `There is no folder ${join(root, 'package.json')}.`,
  ],
  [
    'a file that cannot be written',
    ['diff', '01', '02', '--html', `${'x'.repeat(300)}.html`],
    'Nothing more was done.',
  ],
] as const)('%s is one clear line', async ([, argv, message]) => {
  const { code, stdout, stderr } = await runInside([...argv]);

  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('diff --html makes no folder', async () => {
  const before = readdirSync(root);

  await runInside(['diff', '01', '02', '--html', join(root, 'nowhere', 'x')]);

  expect(readdirSync(root)).toEqual(before);
});

test('diff of a chapter with itself says so', async () => {
  const { code, stdout } = await runInside(['diff', '02', '02']);

  expect(code).toBe(0);
  expect(stdout).toBe('No difference.');
});

test.for(['2', '02', 'crud', '02-crud'])('a chapter is called %s', (wanted) => {
  expect(findChapter(listChapters(), wanted).name).toBe('02-crud');
  expect(findFolder(wanted)?.name).toBe('02-crud');
});

test.for(['2.0', '0x2', ' 2', '002', '', '2-crud'])(
  'no chapter is called "%s"',
  (wanted) => {
    const message = `There is no chapter "${wanted}".`;

    expect(() => findChapter(listChapters(), wanted)).toThrow(message);
    expect(() => findFolder(wanted)).toThrow(message);
  },
);

test('a Node that is too old is one clear line', () => {
  expect(oldNode('18.20.4')).toBe(
    'Ground Up needs Node 20.19 or later; this is 18.20.4. Install a newer one from https://nodejs.org.',
  );
  expect(oldNode('20.18.3')).toContain('this is 20.18.3');
  expect(oldNode('20.19.0')).toBeUndefined();
  expect(oldNode('26.0.0')).toBeUndefined();
});

test.for([
  ['{}', 'lacks title, a string. Mend it there.'],
  ['null', 'holds no object. Mend it there.'],
  ['[]', 'lacks title, a string. Mend it there.'],
  ['{ "title": "A" ', /is not JSON: [^\n]*[^.]\. Mend it there\.$/],
  [
    '{ "title": "A", "part": "B", "idea": "C" }',
    'lacks minutes, a number. Mend it there.',
  ],
  [
    '{ "title": "A", "part": "B", "idea": 1, "minutes": 45 }',
    'lacks idea, a string. Mend it there.',
  ],
] as const)('the manifest %s is one clear line', ([text, message]) => {
  const dir = folderWith({ '02-crud/chapter.json': text });
  const folder = { name: '02-crud', dir: join(dir, '02-crud') };

  for (const read of [
    () => void readManifest(folder),
    () => void readChapter(folder.dir),
  ]) {
    expect(read).toThrow(/^chapters\/02-crud\/chapter\.json[^\n]*$/);
  }
  expect(() => void readManifest(folder)).toThrow(message);
});

test('a package.json that is not JSON is one clear line', () => {
  const dir = folderWith({ 'package.json': '{\n  "dependencies": {\n' });
  const files = readCode(dir);
  const message = /package\.json is not JSON: [^\n]+\. Mend it there\.$/;

  expect(() => void readPackage({ name: '02-crud', dir })).toThrow(
    /^chapters\/02-crud\/package\.json is not JSON: [^\n]+$/,
  );
  expect(() => summarise(files, files)).toThrow(UserError);
  expect(() => summarise(files, files)).toThrow(message);
});

test('a file of a chapter that is missing is one clear line', () => {
  const folder = { name: '02-crud', dir: folderWith({}) };

  expect(() => void readManifest(folder)).toThrow(
    'chapters/02-crud/chapter.json is missing. Add it.',
  );
  expect(() => void readPackage(folder)).toThrow(
    'chapters/02-crud/package.json is missing. Add it.',
  );
});

test('a package.json that holds no object is one clear line', () => {
  const files = new Map([['package.json', 'null\n']]);
  const dir = folderWith({ 'package.json': 'null\n' });
  const message = 'package.json holds no object. Mend it there.';

  expect(() => void readPackage({ name: '02-crud', dir })).toThrow(message);
  expect(() => summarise(files, files)).toThrow(message);
});

test.for(['{ "a": ', 'null', '[]', '{ "readPost": {} }'])(
  'the recording %s is one clear line',
  (text) => {
    const chapter = findChapter(listChapters(), '01');
    const dir = folderWith({ 'responses.json': text });

    const read = () => readRecorded({ ...chapter, dir });

    expect(read).toThrow(UserError);
    expect(read).toThrow(
      /^chapters\/01-hello\/responses\.json[^\n]+\. Mend it there\.$/,
    );
  },
);

test('line ends of Windows make no difference', () => {
  const folder = folderWith({
    'chapters/01-hello/src/app.ts': 'one\r\ntwo\r\n',
    'chapters/01-hello/chapter.json': readFileSync(
      join(root, 'chapters', '01-hello', 'chapter.json'),
      'utf8',
    ),
    'chapters/01-hello/README.md': '# Hello\r\n',
    'site/glossary.yml':
      'a:\r\n  term: A\r\n  definition: |\r\n    B\r\n    C\r\n',
  });
  const kit = openKit(folder);
  const chapter = findChapter(kit.chapters, '01');

  expect(readCode(chapter.dir).get('src/app.ts')).toBe('one\ntwo\n');
  expect(readLessonFile(kit, chapter, 'README.md')).toBe('# Hello\n');
  expect(readGlossary(kit).a?.definition).toBe('B\nC\n');
});

test('code is what a folder holds, without lessons, packages and databases', () => {
  const dir = folderWith({
    'src/exercises/routes.ts': '',
    'src/coverage/map.ts': '',
    'src/node_modules/a.js': '',
    'exercises/1/exercise.test.ts': '',
    'coverage/index.html': '',
    'README.md': '',
    '.env': '',
    'data.sqlite': '',
  });

  expect([...readCode(dir).keys()]).toEqual([
    'src/coverage/map.ts',
    'src/exercises/routes.ts',
  ]);
});

test('code can be read while a test writes its report and removes it again', async () => {
  const dir = folderWith({ 'src/app.ts': '' });
  const program = `
    const { mkdirSync, rmSync, writeFileSync } = await import('node:fs');
    for (let n = 0; ; n++) {
      mkdirSync('coverage/.tmp', { recursive: true });
      writeFileSync('coverage/.tmp/1.json', '');
      rmSync('coverage', { recursive: true });
      if (n === 0) console.log('begun');
    }`;
  const args = ['--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { cwd: dir });

  try {
    await once(child.stdout, 'data');
    for (let n = 0; n < 3000; n++)
      expect([...readCode(dir).keys()]).toEqual(['src/app.ts']);
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});

// On Windows a process that was stopped has an exit code like any other.
test.skipIf(process.platform === 'win32')(
  'a git that was stopped is one clear line',
  () => {
    const folder = folderWith({ 'x.txt': 'x' });
    git(folder, 'init', '--quiet');

    const run = () => git(folder, '-c', 'alias.die=!kill -9 $PPID', 'die');

    expect(run).toThrow(UserError);
    expect(run).toThrow('git was stopped.');
  },
);

test('what git says comes with the command it was asked', () => {
  const folder = folderWith({});

  const run = () =>
    git(folder, '--literal-pathspecs', '-c', 'a.b=c', 'init', '--no-such');

  expect(run).toThrow(/^git init: error: unknown option `no-such'$/);
});

test('without git, carry says what is missing', async () => {
  for (const name of ['PATH', 'Path']) vi.stubEnv(name, '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());

  const { code, stderr } = await runInside(['carry', '02']);

  expect(code).toBe(1);
  expect(stderr).toBe(
    'git was not found. Install it from https://git-scm.com, then try again.',
  );
});

test('a port in use is one clear line', async () => {
  const server = createServer().listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;

  const { code, stderr } = await runInside(['run', '02', '-p', String(port)]);

  expect(code).toBe(1);
  expect(stderr).toBe(
    `Port ${port} is in use. Stop what uses it, or choose another: npm start 02 -- --port ${port + 1}`,
  );
});

test('a port without permission is one clear line', async () => {
  const listen = vi
    .spyOn(Server.prototype, 'listen')
    .mockImplementation(function (this: Server) {
      const error = Object.assign(new Error('denied'), { code: 'EACCES' });
      setImmediate(() => this.emit('error', error));
      return this;
    });
  onTestFinished(() => void listen.mockRestore());

  const { code, stderr } = await runInside(['run', '02', '--port', '80']);

  expect(code).toBe(1);
  expect(stderr).toBe(
    'Port 80 may not be opened by you. Choose another: npm start 02 -- --port 3000',
  );
});

test('a port is a whole number, 3000 unless told', () => {
  expect(readPort(undefined)).toBe(3000);
  expect(readPort('8080')).toBe(8080);
  for (const text of ['', 'abc', '1.5', '0', '65536', '0x50', ' 80', '1e3']) {
    expect(() => readPort(text)).toThrow(`"${text}" is not a port.`);
  }
});

test('run serves the chapter, says what to do next, and Ctrl-C ends it', async () => {
  const port = await freePort();
  const child = spawn(process.execPath, [
    bin,
    'run',
    '02',
    '--port',
    String(port),
  ]);
  let output = '';
  await new Promise<void>((ready) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C')) ready();
    });
  });

  const response = await fetch(`http://localhost:${port}/posts`);
  const closed = new Promise((done) => child.on('close', done));
  child.kill('SIGINT');

  expect(await response.json()).toEqual([]);
  expect(output).toContain(`Listening on http://localhost:${port}`);
  expect(output).toContain(`curl http://localhost:${port}/posts`);
  expect(await closed).toBe(130);
  await expect(fetch(`http://localhost:${port}/posts`)).rejects.toThrow();
});

test('run without a chapter serves the newest', async () => {
  const port = await freePort();
  const child = spawn(process.execPath, [bin, 'run', '--port', String(port)]);
  const line = await new Promise<string>((first) =>
    child.stdout.once('data', (chunk: Buffer) => first(chunk.toString())),
  );
  child.kill('SIGTERM');
  await new Promise((done) => child.on('close', done));

  const newest = listChapters().at(-1);
  expect(line).toContain(
    `Chapter ${newest?.number} · ${newest?.manifest.title}`,
  );
});

test('test 01 runs that chapter, and fails when a test of it fails', async () => {
  const kit = kitCopy();
  kit.edit('chapters/01-hello/src/app.ts', 'Hello World', 'Hello Moon');

  const { code, stdout } = await kit.kit('test', '01');

  expect(code).toBe(1);
  expect(stdout).toContain('1 failed | 4 passed (5)');
  expect(stdout).toContain('GET / says hello');
});

test('test 01 exercises/1 runs the test of an exercise', async () => {
  const { code, stdout } = await runKit(['test', '01', 'exercises/1']);

  expect(code).toBe(1);
  expect(stdout).toContain('exercises/1/exercise.test.ts');
});

test('script runs a script of a chapter, with its arguments', async () => {
  const { code, stdout } = await runKit([
    'script',
    '09',
    'explain',
    'sort=title',
  ]);

  expect(code).toBe(0);
  expect(stdout).toContain('USING INDEX posts_title_id');
});

test.for([
  [['04', 'explain'], 'Chapter 04 has no script "explain". Try: npm start'],
  [['09', 'nope'], 'Chapter 09 has no script "nope". It has: explain'],
  [['09'], 'Name a script of chapter 09: explain'],
] as const)('script %s is one clear line', async ([argv, line]) => {
  const { code, stderr } = await runInside(['script', ...argv]);

  expect(code).toBe(1);
  expect(stderr).toContain(line);
});

test('new makes the next chapter as a copy of the last', async () => {
  const kit = kitCopy();
  const last = listChapters().at(-1);

  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());

  const code = await runNew(['next-thing'], kit.folder);

  const name = `${String(Number(last?.number) + 1).padStart(2, '0')}-next-thing`;
  expect(code).toBe(0);
  expect(log.mock.calls.join()).toContain(
    `chapters/${name} holds the code of ${last?.name}.`,
  );
  expect(kit.read(`chapters/${name}/src/app.ts`)).toBe(
    kit.read(`chapters/${last?.name}/src/app.ts`),
  );
  expect(JSON.parse(kit.read(`chapters/${name}/chapter.json`))).toMatchObject({
    changes: {},
    breaks: [],
  });
});

test('diff --patch is what git applies to get the next chapter', async () => {
  const [before, after] = listChapters().map(({ dir }) => readCode(dir));
  const folder = folderWith(Object.fromEntries(before ?? []));
  const patch = join(folderWith({}), 'next.patch');

  const { stdout } = await runInside(['diff', '01', '02', '--patch']);
  writeFileSync(patch, stdout);
  git(folder, 'init', '--quiet');
  git(folder, 'apply', patch);

  expect(readCode(folder)).toEqual(after);
});

test('diff --html writes one page that needs nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ground up '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'page.html');

  const { code } = await runInside(['diff', '02', '03', '--html', file]);

  const page = readFileSync(file, 'utf8');
  const notes = Object.values(listChapters()[2]?.manifest.changes ?? {});
  const note = notes.find((value) => typeof value === 'string') ?? 'none';
  expect(code).toBe(0);
  expect(page).not.toMatch(/<script|src=|href=/);
  expect(page).toContain('<html lang="en">');
  expect(page).toContain('<code>+ zod 4.6.7</code>');
  expect(page).toContain(note.replaceAll('"', '&quot;'));
});

test('diff --notes and --stat say what changed and why', async () => {
  const notes = await runInside(['diff', '03', '04', '--notes']);
  const stat = await runInside(['diff', '03', '04', '--stat']);

  expect(notes.stdout).toContain('+   app.use(requestId);');
  expect(notes.stdout).toMatch(/src\/app\.ts:\d+ {2}\w/);
  expect(stat.stdout).toMatch(/^src\/request-id\.ts +added +\+\d+ -0$/m);
});

test('doctor finds this machine ready', async () => {
  const { code, stdout } = await runInside(['doctor']);

  expect(stdout).toMatch(/^✓ Node \d+\.\d+\.\d+$/m);
  expect(stdout).toMatch(/^✓ packages installed$/m);
  expect(code).toBe(0);
});

test('doctor names every broken file', () => {
  const dir = folderWith({ 'a/package.json': '{', 'b/chapter.json': '{}' });
  const folders = ['a', 'b'].map((name) => ({ name, dir: join(dir, name) }));

  const { ok, mend } = chapterFiles(folders);

  expect(ok).toBe(false);
  expect(mend.split(/\n */)).toEqual([
    'chapters/a/chapter.json is missing. Add it.',
    expect.stringMatching(/^chapters\/a\/package\.json is not JSON: /),
    'chapters/b/chapter.json lacks title, a string. Mend it there.',
    'chapters/b/package.json is missing. Add it.',
  ]);
});

test.for([
  ['abc', /^! PORT is "abc", which is not a port\n {4}Use .*$/m],
  ['', /^. port 3000 is (free|in use)$/m],
] as const)('doctor looks at PORT "%s"', async ([port, line]) => {
  vi.stubEnv('PORT', port);
  onTestFinished(() => void vi.unstubAllEnvs());

  const { stdout } = await runInside(['doctor']);

  expect(stdout).toMatch(line);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Runs a command in this process, and gives what it said. */
async function runInside(argv: string[]) {
  const out = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const err = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const raw = vi.spyOn(process.stdout, 'write').mockReturnValue(true);

  const said = (spy: typeof out | typeof raw) =>
    spy.mock.calls.map(([line]) => String(line)).join('\n');

  try {
    const code = await main(argv, ({ name, plain }) =>
      plain
        ? import(`../shared/bin/${name}.js`)
        : import(`../shared/src/commands/${name}.ts`),
    );
    return { code, stdout: said(raw) + said(out), stderr: said(err) };
  } finally {
    for (const spy of [out, err, raw]) spy.mockRestore();
  }
}

/** A new folder with these files. */
function folderWith(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'ground up '));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}
