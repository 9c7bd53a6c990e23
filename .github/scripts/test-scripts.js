// node --test .github/scripts/test-scripts.js
// The scripts that decide what CI runs, and whether it is green, must be able to say no.
import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './chapters.js';
import { lintFolder } from './lint-workflows.js';
import { affectedChapters } from './plan-chapters.js';
import { startAndAsk } from './processes.js';
import { runDockerfile } from './run-dockerfile.js';
import { inOrder, runJobs } from './run-workflow.js';
import { problems } from './summarise.js';

const numbers = ['01', '02', '03', '04'];

test('a change of one chapter runs it and those after it', () => {
  const chapters = affectedChapters(numbers, [
    'chapters/03-validation/src/app.ts',
  ]);

  assert.deepEqual(chapters, ['03', '04']);
});

test('a change of two chapters runs from the earlier one on', () => {
  const chapters = affectedChapters(numbers, [
    'chapters/04-errors/README.md',
    'chapters/02-crud/src/app.ts',
  ]);

  assert.deepEqual(chapters, ['02', '03', '04']);
});

test('a change of what all chapters use runs all', () => {
  for (const file of [
    'package-lock.json',
    'shared/src/hunks.ts',
    '.github/workflows/ci.yml',
  ]) {
    assert.deepEqual(affectedChapters(numbers, [file]), numbers, file);
  }
});

test('a change beside the chapters runs none', () => {
  const chapters = affectedChapters(numbers, [
    'README.md',
    'site/docs/decisions/cli.md',
    '.vscode/tasks.json',
  ]);

  assert.deepEqual(chapters, []);
});

const success = { result: 'success', outputs: {} };
const plan = (chapters) => ({ result: 'success', outputs: { chapters } });

test('all jobs green is green', () => {
  assert.deepEqual(problems({ plan: plan('["01"]'), chapter: success }), []);
});

test('a failed or cancelled job is not green', () => {
  const found = problems({
    plan: plan('["01"]'),
    chapter: { result: 'failure' },
    site: { result: 'cancelled' },
  });

  assert.deepEqual(found, ['chapter: failure', 'site: cancelled']);
});

test('skipped chapters are green only when none is affected', () => {
  const chapter = { result: 'skipped' };

  assert.deepEqual(problems({ plan: plan('[]'), chapter }), []);
  assert.deepEqual(problems({ plan: plan('["04"]'), chapter }), [
    'chapter: skipped',
  ]);
  assert.deepEqual(problems({ plan: { result: 'failure' }, chapter }), [
    'plan: failure',
    'chapter: skipped',
  ]);
});

test('the workflows as they are have no findings', async () => {
  assert.deepEqual(await lintFolder(root), []);
});

/** What to change in ci.yml, and what the linter then has to say. */
const damages = [
  [
    'an unknown key',
    'timeout-minutes: 5',
    'timeout-minute: 5',
    /Unexpected value 'timeout-minute'/,
  ],
  [
    'an unknown job',
    'needs: plan',
    'needs: plam',
    /depends on unknown job 'plam'/,
  ],
  [
    'an unknown context',
    'node-version: ${{ matrix.node }}',
    'node-version: ${{ matrx.node }}',
    /Unrecognized named-value: 'matrx'/,
  ],
  [
    'a matrix value that is not there',
    'start-chapter.js ${{ matrix.chapter }}',
    'start-chapter.js ${{ matrix.chaptr }}',
    /Context access might be invalid: chaptr/,
  ],
  [
    'a misspelt input',
    'fetch-depth: 0',
    'fetch-dept: 0',
    /Invalid action input 'fetch-dept'/,
  ],
  [
    'an action we do not know',
    'actions/setup-node@v6',
    'actions/setup-nod@v6',
    /Unable to resolve action/,
  ],
  [
    'an action without a version',
    'actions/checkout@v6',
    'actions/checkout@main',
    /must be pinned/,
  ],
  [
    'an old runner',
    'runs-on: ubuntu-latest',
    'runs-on: ubuntu-18.04',
    /no runner we use/,
  ],
  [
    'too many permissions',
    'contents: read',
    'contents: write',
    /must be `contents: read`/,
  ],
  [
    'a job that writes pages and does not deploy them',
    '    timeout-minutes: 10\n',
    '    timeout-minutes: 10\n    permissions:\n      pages: write\n',
    /may not write pages/,
  ],
  ['no time limit', '    timeout-minutes: 10\n', '', /needs timeout-minutes/],
  [
    'no concurrency group',
    /concurrency:\n.*\n.*\n/,
    '',
    /add a concurrency group/,
  ],
  [
    'a secret',
    'BASE_SHA: ${{ github.event.pull_request.base.sha }}',
    'TOKEN: ${{ secrets.TOKEN }}',
    /needs a secret/,
  ],
  ['a job the summary does not wait for', ', site]', ']', /add site/],
  [
    'a command that .ci/run does not run',
    'run: npm run doctor',
    'run: npm run coverage',
    /\.ci\/run does not run `npm run coverage`/,
  ],
  [
    'a script that does not exist',
    'scripts/summarise.js',
    'scripts/summary.js',
    /does not exist/,
  ],
  [
    'two commands in one step',
    'run: npm run doctor',
    'run: npm run doctor && npm test',
    /must be one npm command/,
  ],
  [
    'a command that is neither npm nor a script',
    'run: npm run doctor',
    'run: curl example.com',
    /must be one npm command/,
  ],
  ['broken YAML', 'branches: [main]', 'branches: [main', /ci\.yml:\d+: /],
];

for (const [name, find, replacement, expected] of damages) {
  test(`the linter finds ${name}`, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
    context.after(() => rmSync(folder, { recursive: true }));
    cpSync(join(root, '.github'), join(folder, '.github'), { recursive: true });
    cpSync(join(root, '.ci'), join(folder, '.ci'), { recursive: true });
    const file = join(folder, '.github', 'workflows', 'ci.yml');
    const before = readFileSync(file, 'utf8');
    const after = before.replace(find, () => replacement);
    assert.notEqual(after, before, 'the damage must change the file');
    writeFileSync(file, after);

    const findings = await lintFolder(folder);

    assert.match(findings.join('\n'), expected);
  });
}

test('a server that ends before it listens is reported with what it printed', async () => {
  await assert.rejects(
    startAndAsk('node -e "console.log(6 * 7); process.exit(3)"', root),
    /ended with 3 before it listened:\n42/,
  );
});

/** A folder for a test, gone after it. */
function scratch(context) {
  const folder = mkdtempSync(join(tmpdir(), 'steps-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const step = (run, more = {}) => ({ run, ...more });

test('the jobs of a workflow run after those they need', () => {
  const jobs = { c: { needs: ['a', 'b'] }, b: { needs: 'a' }, a: {} };

  assert.deepEqual(inOrder(jobs), ['a', 'b', 'c']);
  assert.throws(() => inOrder({ a: { needs: 'x' } }), /no job "x"/);
  assert.throws(() => inOrder({ a: { needs: 'a' } }), /needs itself/);
});

test('a step that fails ends the workflow, and is named', async (context) => {
  const steps = [
    step('touch one'),
    step('false; touch two'),
    step('touch three'),
  ];
  const folder = scratch(context);

  await assert.rejects(
    runJobs({ check: { steps } }, folder, {}),
    /"check · false; touch two" failed: it ended with 1/,
  );
  assert.deepEqual(readdirSync(folder), ['one']);
});

test('a step gets its variables, and the server that stands for the service', async (context) => {
  const env = {
    DATABASE_URL: 'postgres://postgres@127.0.0.1:5432/postgres',
    WORD: 'sql',
  };
  const steps = [
    step('[ "$DATABASE_URL $WORD" = "postgres://here sql" ]', { env }),
  ];

  const { ran } = await runJobs({ test: { steps } }, scratch(context), {
    url: 'postgres://here',
  });

  assert.equal(ran.length, 1);
});

test('what cannot run is named and not run', async (context) => {
  const jobs = {
    image: { steps: [step('docker build .')] },
    deploy: { environment: 'production', steps: [step('false')] },
  };

  const { ran, notRun } = await runJobs(jobs, scratch(context), {
    lacks: (command) => (command.includes('docker') ? 'no engine' : undefined),
  });

  assert.deepEqual(ran, []);
  assert.deepEqual(notRun, [
    'image · docker build .: no engine',
    'deploy · false: waits for somebody to approve "production"',
  ]);
});

const [major] = process.versions.node.split('.');
const server = `require('node:http').createServer((q, s) => s.end()).listen(process.env.PORT); process.on('SIGTERM', () => process.exit(0))`;
const dockerfile = (lines) =>
  [`FROM node:${major}-slim`, 'WORKDIR /app', ...lines].join('\n');
const start = [
  'COPY server.cjs ./',
  'USER node',
  `HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT).then(({ ok }) => process.exit(ok ? 0 : 1))"]`,
  'CMD ["node", "server.cjs"]',
];

/** What to change in a Dockerfile that works, and what is said then. */
const imageDamages = [
  ['nothing', (lines) => lines, undefined],
  ['a RUN that fails', (lines) => ['RUN exit 3', ...lines], /exit 3/],
  [
    'no USER',
    (lines) => lines.filter((line) => !line.startsWith('USER')),
    /as root/,
  ],
  [
    'a CMD for a shell',
    (lines) => [...lines.slice(0, -1), 'CMD node server.cjs'],
    /CMD is not in exec form/,
  ],
];

for (const [name, damage, expected] of imageDamages) {
  test(
    `a Dockerfile with ${name} ${expected ? 'is refused' : 'runs'}`,
    { skip: process.platform === 'win32' },
    async (context) => {
      const folder = scratch(context);
      chmodSync(folder, 0o755); // the server runs as somebody else
      writeFileSync(join(folder, 'server.cjs'), server);
      writeFileSync(join(folder, 'Dockerfile'), dockerfile(damage(start)));

      const running = runDockerfile(folder, folder);

      if (expected) await assert.rejects(running, expected);
      else assert.match((await running).join('\n'), /0 on SIGTERM/);
    },
  );
}

test('the linter finds a mistake in the workflow of a chapter', async (context) => {
  const folder = scratch(context);
  for (const part of ['.github', '.ci'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  const workflows = join(folder, 'chapters', '18-ci', '.github', 'workflows');
  mkdirSync(workflows, { recursive: true });
  writeFileSync(
    join(workflows, 'ci.yml'),
    `on: push
permissions: { contents: read }
concurrency: { group: ci }
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minute: 5
    steps: [{ run: npm ci }]
`,
  );

  const findings = await lintFolder(folder);

  assert.match(
    findings.join('\n'),
    /^chapters\/18-ci\/\.github\/workflows\/ci\.yml:7: Unexpected value 'timeout-minute'/m,
  );
});
