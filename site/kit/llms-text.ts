import type { Site } from './types.ts';

/**
 * What is published for programs that read: each lesson as Markdown beside its page, and llms.txt, which lists them.
 * `url` is the site's address without a final slash.
 */
export function textsForReaders(
  { chapters, parts, lookup }: Site,
  url: string,
): Record<string, string> {
  const texts = Object.fromEntries(
    lookup.plain.map(({ slug, text }) => [
      `learn/${slug}.md`,
      text.replaceAll('](site:', `](${url}`),
    ]),
  );

  const lines = [
    '# Ground Up',
    '',
    `> A production REST API from nothing, in ${chapters.length} chapters: TypeScript, Node.js, Express, Sequelize, SQLite and PostgreSQL. Each chapter is the whole API as it is at that point, with tests, a lesson, and responses recorded from its server.`,
    '',
    'Code in a lesson is what stands in the chapter; a fence names its file. Requests are followed by the response that was recorded.',
    ...parts.flatMap(({ title, chapters }) => [
      '',
      `## ${title}`,
      '',
      ...chapters.map(
        ({ number, slug, title, idea }) =>
          `- [${number} ${title}](${url}/learn/${slug}.md): ${idea}`,
      ),
    ]),
    '',
    '## Look up',
    '',
    ...[
      ['/concepts', 'Concepts', 'HTTP, middleware, tokens and others'],
      ['/glossary', 'Glossary', 'every term, defined'],
      ['/reference/http', 'HTTP reference', 'input, rules and responses'],
      ['/reference/errors', 'Error messages', 'cause and remedy'],
      ['/reference/kit', 'Commands', 'the command line of the kit'],
      ['/reference/env', 'Settings', 'the environment variables of the API'],
      ['/reference/code', 'Exported code', 'functions and types of the API'],
      ['/matrix', 'What holds where', 'the promises of the API, by chapter'],
      ['/proved', 'What is proved', 'of each chapter: when, and with what'],
      ['/coming-from/python', 'Coming from Python', 'what is called what here'],
      ['/teach', 'Teach', 'syllabi, lesson plans, questions to download'],
      ['/decisions', 'Decisions', 'what was chosen, and at what price'],
    ].map(([path, title, what]) => `- [${title}](${url}${path}): ${what}`),
    '',
    '## Optional',
    '',
    `- [All lessons on one page](${url}/print)`,
    '',
  ];

  return { ...texts, 'llms.txt': lines.join('\n') };
}
