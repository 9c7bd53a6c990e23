// node .github/scripts/lint-workflows.js [FOLDER]
// Lints every workflow with GitHub's own language service, without a network, and holds them to this repository's
// rules: small permissions, actions pinned to a major version, a time limit, and no `run:` that .ci/run does not run.
// The workflows of chapters are linted as well: what they run is theirs, and run-workflow.js runs it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { isScalar, LineCounter, parseDocument, visit } from 'yaml';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The inputs used here of the actions used here, so that a misspelt one is found. */
const knownInputs = {
  'actions/checkout': ['fetch-depth', 'persist-credentials', 'ref'],
  'actions/configure-pages': [],
  'actions/deploy-pages': [],
  'actions/setup-node': ['cache', 'cache-dependency-path', 'node-version'],
  'actions/download-artifact': [
    'github-token',
    'merge-multiple',
    'path',
    'pattern',
    'run-id',
  ],
  'actions/upload-artifact': [
    'include-hidden-files',
    'name',
    'path',
    'retention-days',
  ],
  'actions/upload-pages-artifact': ['path'],
  'github/codeql-action/init': ['build-mode', 'languages'],
  'github/codeql-action/analyze': ['category'],
};
const knownRunners = ['ubuntu-latest', 'macos-latest', 'windows-latest'];

/**
 * All findings in the `.github` folders of `root` and of the chapters in it, as `file:line: what is wrong, then what
 * to do`; empty when clean.
 */
export async function lintFolder(root) {
  const chapters = chapterFolders(root);
  const files = [root, ...chapters].flatMap((folder) =>
    yamlFiles(join(folder, '.github')),
  );
  const workflows = files.filter((file) =>
    file.includes(`${sep}workflows${sep}`),
  );
  if (workflows.length === 0) {
    return ['.github/workflows: no workflow is there. Add one.'];
  }

  const local = localCommands(join(root, '.ci', 'run'));
  const findings = [];
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const isOfChapter = chapters.some((folder) => file.startsWith(folder));
    const found = workflows.includes(file)
      ? await lintWorkflow(text, { root, local, isOfChapter })
      : syntaxErrors(text);
    const path = relative(root, file).split(sep).join('/');
    findings.push(...found.map(([line, what]) => `${path}:${line}: ${what}`));
  }
  return findings;
}

async function lintWorkflow(text, context) {
  const broken = syntaxErrors(text);
  if (broken.length > 0) return broken;

  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const lineOf = (node) => lineCounter.linePos(node?.range?.[0] ?? 0).line;

  return [
    ...(await githubFindings(text)),
    ...ruleFindings(document, lineOf, context),
    ...stepFindings(document, lineOf, context),
  ].sort(([a], [b]) => a - b);
}

/** Broken YAML, as [line, message] pairs. */
function syntaxErrors(text) {
  return parseDocument(text).errors.map(({ linePos, message }) => [
    linePos?.[0].line ?? 1,
    message.split('\n')[0].replace(/:$/, ''),
  ]);
}

// The package imports JSON the way bundlers do; tsx reads that on every version of Node.
const { validate } = await tsImport(
  '@actions/languageservice',
  import.meta.url,
);
let documents = 0;

/** What GitHub's language service says: unknown keys, events, contexts, functions, inputs, jobs, cron times. */
async function githubFindings(text) {
  // It remembers documents by address: each needs one of its own.
  documents += 1;
  const document = {
    uri: `file:///${documents}/.github/workflows/workflow.yml`,
    languageId: 'yaml',
    version: 1,
    getText: () => text,
  };
  const found = await validate(document, {
    actionsMetadataProvider: { fetchActionMetadata },
  });
  return found.map(({ range, message }) => [range.start.line + 1, message]);
}

async function fetchActionMetadata({ owner, name, path }) {
  const inputs = knownInputs[[owner, name, path].filter(Boolean).join('/')];
  return inputs && { inputs: Object.fromEntries(inputs.map((i) => [i, {}])) };
}

/** This repository's own rules for a workflow and its jobs. What a chapter may write, its own tests say. */
function ruleFindings(document, lineOf, { isOfChapter }) {
  const workflow = document.toJS();
  const findings = [];
  const check = (holds, path, what) => {
    const node = document.getIn(path, true);
    if (!holds) findings.push([lineOf(node), what]);
  };

  check(
    JSON.stringify(workflow.permissions) === '{"contents":"read"}',
    ['permissions'],
    'permissions of the workflow must be `contents: read`; give a job what it needs more.',
  );
  check(workflow.concurrency?.group, [], 'add a concurrency group.');

  for (const [name, job] of Object.entries(workflow.jobs ?? {})) {
    const at = ['jobs', name];
    check(
      job['timeout-minutes'] <= 30,
      at,
      `job "${name}" needs timeout-minutes, 30 at most.`,
    );
    check(
      knownRunners.includes(job['runs-on']) || isExpression(job['runs-on']),
      [...at, 'runs-on'],
      `"${job['runs-on']}" is no runner we use: ${knownRunners.join(', ')}.`,
    );
    for (const [scope, level] of Object.entries(job.permissions ?? {})) {
      check(
        isOfChapter || level === 'read' || mayWrite(scope, job),
        [...at, 'permissions', scope],
        `job "${name}" may not write ${scope}.`,
      );
    }
  }

  const green = workflow.jobs?.green;
  if (green) {
    const others = Object.keys(workflow.jobs).filter(
      (name) => name !== 'green',
    );
    const missing = others.filter((name) => !green.needs?.includes(name));
    check(
      missing.length === 0,
      ['jobs', 'green', 'needs'],
      `"green" must need every other job; add ${missing.join(', ')}.`,
    );
  }
  return findings;
}

/** What a job may write: findings of CodeQL, and a job that deploys the site its pages. */
function mayWrite(scope, { steps }) {
  const deploys = steps?.some(({ uses }) =>
    uses?.startsWith('actions/deploy-pages@'),
  );
  return (
    scope === 'security-events' ||
    (deploys && ['pages', 'id-token'].includes(scope))
  );
}

/** Rules for what a step runs or uses, wherever it stands. */
function stepFindings(document, lineOf, { root, local, isOfChapter }) {
  const findings = [];
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !isScalar(value)) return;
      const text = String(value.value);
      const what =
        key.value === 'run' && !isOfChapter
          ? runProblem(text, root, local)
          : key.value === 'uses'
            ? usesProblem(text)
            : undefined;
      if (what) findings.push([lineOf(key), what]);
      if (/\bsecrets\./.test(text) && !isOfChapter) {
        findings.push([lineOf(key), 'no workflow here needs a secret.']);
      }
    },
  });
  return findings;
}

function runProblem(text, root, local) {
  const command = text.trim();
  if (!/^(npm|node) [^\n;&|]+$/.test(command)) {
    return `\`run: ${command.split('\n')[0]}\` must be one npm command or one script: \`node .github/scripts/….js\`.`;
  }
  const script = /^node (\S+)/.exec(command)?.[1];
  if (script && !script.startsWith('.github/scripts/')) {
    return `\`${script}\` must lie in .github/scripts/.`;
  }
  if (script && !existsSync(join(root, script))) {
    return `\`${script}\` does not exist.`;
  }
  if (!local.has(withoutValues(command))) {
    return `.ci/run does not run \`${command}\`: add it there, so that green here means green there.`;
  }
}

function usesProblem(text) {
  if (!/^[\w.-]+(\/[\w.-]+)+@(v\d+|[0-9a-f]{40})$/.test(text)) {
    return `\`uses: ${text}\` must be pinned to a major version, as \`@v6\`, or to a commit.`;
  }
}

/** The commands of .ci/run, a value like "$chapter" as `…`. */
function localCommands(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  return new Set(
    lines
      .map((line) => /\b(?:step|counted) ((?:npm|node) .*)$/.exec(line)?.[1])
      .filter(Boolean)
      .map((command) => withoutValues(command)),
  );
}

function withoutValues(command) {
  return command.replace(/\$\{\{.*?\}\}|"\$\w+"/g, '…').trim();
}

function isExpression(text) {
  return /^\$\{\{.*\}\}$/.test(text);
}

/** The chapters that have a `.github` folder. */
function chapterFolders(root) {
  const folder = join(root, 'chapters');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .map((name) => join(folder, name))
    .filter((chapter) => existsSync(join(chapter, '.github')));
}

function yamlFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path))
    .map((path) => join(folder, path))
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const findings = await lintFolder(resolve(process.argv[2] ?? repository));
  for (const finding of findings) console.error(finding);
  if (findings.length === 0) console.log('The workflows are clean.');
  process.exitCode = findings.length === 0 ? 0 : 1;
}
