/**
 * What the command line can do, in the order of `--help`. Plain JavaScript on Node's own modules, as all of `bin/`:
 * help and `doctor` work when an install has failed.
 *
 * `most` is how many arguments it takes apart from options, none unless told; `values` are its options with a value.
 *
 * @typedef {{ name: string, usage: string, about: string, plain?: boolean, most?: number,
 *   values?: import('node:util').ParseArgsConfig['options'] }} Command
 * @type {{ title: string, commands: Command[] }[]}
 */
export const groups = [
  {
    title: 'Look around',
    commands: [
      {
        name: 'list',
        usage: 'list [--json]',
        about: 'the chapters, with their ideas',
        plain: true,
      },
      {
        name: 'doctor',
        usage: 'doctor [--install postgres]',
        values: { install: { type: 'string' } },
        about: 'checks this machine and says how to mend it',
        plain: true,
      },
      {
        name: 'diff',
        usage: 'diff 01 02 [--stat] [--notes] [--patch] [--json] [--html FILE]',
        most: 2,
        values: { html: { type: 'string' } },
        about: 'what differs between two chapters, and why',
      },
    ],
  },
  {
    title: 'Learn',
    commands: [
      {
        name: 'run',
        usage: 'run [02] [--port N] [--watch] [--database sqlite|postgres]',
        most: 1,
        values: {
          port: { type: 'string', short: 'p' },
          database: { type: 'string' },
        },
        about: 'runs a chapter, the newest unless told',
        plain: true,
      },
      {
        name: 'script',
        usage: 'script 09 NAME [ARGUMENT…] [--database sqlite|postgres]',
        most: Infinity,
        values: { database: { type: 'string' } },
        about: "runs a script of a chapter's package.json",
        plain: true,
      },
      {
        name: 'test',
        usage:
          'test [02] [exercises/1] [--watch] [--database sqlite|postgres] [--all]',
        most: 2,
        values: { database: { type: 'string' } },
        about:
          "runs a chapter's tests; without one, proves everything that has changed, or all",
        plain: true,
      },
      {
        name: 'start',
        usage: 'start 02 DIR',
        most: Infinity, // it has more to say about a folder with spaces
        about:
          'a workspace: the code of the chapter before, the tests of this one',
      },
      {
        name: 'check',
        usage: 'check [tests/NAME.test.ts…]',
        most: Infinity,
        about: "in a workspace: the chapter's tests, or some, on your code",
      },
      {
        name: 'hint',
        usage: 'hint',
        about: 'in a workspace: the next hint for the first test that fails',
      },
      {
        name: 'compare',
        usage: 'compare',
        about: "in a workspace: your code against the chapter's",
      },
      {
        name: 'solution',
        usage: 'solution [--apply]',
        about:
          "in a workspace: the chapter's change, shown or merged into your code",
      },
      {
        name: 'next',
        usage: 'next [--force]',
        about: 'in a workspace: commits, then brings the next chapter',
      },
      {
        name: 'reset',
        usage: 'reset',
        about:
          'in a workspace: back to the start of the chapter; your work is committed first',
      },
      {
        name: 'update',
        usage: 'update',
        about:
          'in a workspace: merges what changed in the kit since into your work',
      },
      {
        name: 'verify',
        usage: 'verify 02 --url URL [--yes]',
        most: 1,
        values: { url: { type: 'string' } },
        about: "the API's promises, asked of any server",
      },
    ],
  },
  {
    title: 'Teach',
    commands: [
      {
        name: 'grade',
        usage:
          'grade DIR… [--chapter 04] [--json FILE] [--csv FILE] [--junit FILE] [--html FILE] [--classroom FILE] [--trust]',
        most: Infinity,
        values: {
          chapter: { type: 'string' },
          json: { type: 'string' },
          csv: { type: 'string' },
          junit: { type: 'string' },
          html: { type: 'string' },
          classroom: { type: 'string' },
        },
        about: 'judges submissions from outside, each in a sandbox of its own',
      },
      {
        name: 'export',
        usage:
          'export --git DIR | [02] --slides FILE.md | [02] --questions FILE.gift|FILE.csv | [02] --context FILE.md',
        most: 1,
        values: {
          git: { type: 'string' },
          slides: { type: 'string' },
          questions: { type: 'string' },
          context: { type: 'string' },
        },
        about:
          'the chapters as commits, as a live-coding script, as quiz questions, as a text for a tutor',
      },
    ],
  },
  {
    title: 'Maintain',
    commands: [
      {
        name: 'carry',
        usage: 'carry 02 [--from COMMIT]',
        most: 1,
        values: { from: { type: 'string' } },
        about: 'merges an edit of a chapter into all later ones',
      },
      {
        name: 'record',
        usage: 'record [02] [--browser]',
        most: 1,
        about:
          'records the responses of requests.http again; with --browser, what a browser says too',
      },
      {
        name: 'sync',
        usage: 'sync [02]',
        most: 1,
        about: 'writes the generated parts of lessons and of the README',
      },
      {
        name: 'upgrade',
        usage: 'upgrade PACKAGE@VERSION',
        most: 1,
        about:
          'sets a version in every chapter, the kit and the site, then proves all',
      },
      {
        name: 'new',
        usage: 'new SLUG',
        most: 1,
        about: 'the next chapter, as a copy of the last',
      },
      {
        name: 'prove',
        usage: 'prove [02]',
        most: 1,
        about: 'the proofs, for one chapter or for all',
      },
      {
        name: 'mutants',
        usage: 'mutants [FEATURE]',
        most: 1,
        about: 'broken copies that the contract suites must catch',
      },
    ],
  },
];

export const commands = groups.flatMap((group) => group.commands);

/** The text of `--help`. */
export function help() {
  const width = 13;
  const lines = groups.flatMap(({ title, commands }) => [
    '',
    title,
    ...commands.map(({ name, about }) => `  ${name.padEnd(width)}${about}`),
  ]);

  return [
    'Ground Up: a REST API in chapters that run.',
    '',
    'npm start 02 · npm test 02 · npm run diff 01 02 · npx ground-up <command>',
    ...lines,
    '',
    'ground-up <command> --help shows how to call one. A chapter is named by number or slug.',
  ].join('\n');
}
