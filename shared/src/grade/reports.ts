import { escape } from '../html.ts';
import { type Grade, isGood } from './grade.ts';

/** What all reports say of the run as a whole. */
export interface Run {
  grades: Grade[];
  /** By chapter: which tests were used. */
  tests: Record<string, string>;
  isIsolated: boolean;
}

const warning =
  'The submissions ran without a sandbox (--trust): each could read and change all that you can.';

/** For people: a line for each submission, what failed first below. */
export function toTable({ grades, tests, isIsolated }: Run): string {
  const width = Math.max(...grades.map(({ name }) => clean(name).length));
  const lines = grades.flatMap((grade) => {
    const { name, chapter, passed, outcomes } = grade;
    const count = `${passed} of ${outcomes.length}`;
    const mark = isGood(grade) ? '✓' : '✗';
    const head = `${mark} ${clean(name).padEnd(width)}  ${chapter}  ${count}`;
    const [first] = failuresOf(grade);
    if (!first) return [head];
    return [head, `    ${clean(`${first.title}: ${first.failure}`)}`];
  });
  const good = grades.filter(isGood).length;
  const used = Object.entries(tests).map(
    ([chapter, version]) => `chapter ${chapter} ${version}`,
  );

  return [
    ...lines,
    '',
    `${good} of ${grades.length} keep everything that was asked. Tests: ${used.join(', ')}.`,
    ...(isIsolated ? [] : [warning]),
  ].join('\n');
}

export function toJson({ grades, ...run }: Run): string {
  const submissions = grades.map((grade) => ({
    name: grade.name,
    chapter: grade.chapter,
    isGood: isGood(grade),
    passed: grade.passed,
    asked: grade.outcomes.length,
    failures: failuresOf(grade),
  }));
  return `${JSON.stringify({ ...run, submissions }, undefined, 2)}\n`;
}

/** RFC 4180. */
export function toCsv({ grades, tests, isIsolated }: Run): string {
  const head = 'name,chapter,good,passed,asked,tests,isolated,first failure';
  const rows = grades.map((grade) => {
    const [first] = failuresOf(grade);
    return [
      grade.name,
      grade.chapter,
      isGood(grade),
      grade.passed,
      grade.outcomes.length,
      tests[grade.chapter],
      isIsolated,
      first ? `${first.title}: ${first.failure}` : '',
    ];
  });
  return [head.split(','), ...rows]
    .map((row) => `${row.map((cell) => csv(String(cell))).join(',')}\r\n`)
    .join('');
}

/** The format that CI systems read: a suite for each submission. */
export function toJunit({ grades, tests }: Run): string {
  const suites = grades.map((grade) => {
    const { name, chapter, outcomes } = grade;
    const cases = outcomes.map(({ suite, title, failure }) => {
      const open = `<testcase classname=${xml(suite)} name=${xml(title)}`;
      return failure
        ? `${open}><failure message=${xml(failure)}/></testcase>`
        : `${open}/>`;
    });
    const version = tests[chapter] ?? '';
    const properties = `<properties><property name="chapter" value=${xml(chapter)}/><property name="tests" value=${xml(version)}/></properties>`;
    const failures = failuresOf(grade).length;
    return `<testsuite name=${xml(name)} tests="${outcomes.length}" failures="${failures}">${properties}\n${cases.join('\n')}\n</testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

/**
 * What GitHub Classroom's autograding reporter takes as the result of a step: base64 of JSON, a test for each suite.
 * Source of the format: https://github.com/classroom-resources/autograding-grading-reporter
 */
export function toClassroom({ grades }: Run): string {
  const [grade] = grades;
  const outcomes = grade?.outcomes ?? [];
  const suites = [...new Set(outcomes.map(({ suite }) => suite))];
  const tests = suites.map((name) => {
    const own = outcomes.filter(({ suite }) => suite === name);
    const failed = own.filter(({ failure }) => failure !== undefined);
    return {
      name,
      status: failed.length > 0 ? 'fail' : 'pass',
      score: own.length - failed.length,
      message: failed
        .slice(0, 3)
        .map(({ title, failure }) => `${title}: ${failure}`)
        .join('\n'),
      test_code: '',
      filename: '',
      line_no: 0,
      duration: 0,
    };
  });
  const result = {
    version: 1,
    status: grade && isGood(grade) ? 'pass' : 'fail',
    max_score: outcomes.length,
    tests,
  };
  return `${Buffer.from(JSON.stringify(result)).toString('base64')}\n`;
}

/** A page that needs no other file. */
export function toHtml({ grades, tests, isIsolated }: Run): string {
  const rows = grades.map((grade) => {
    const { name, chapter, passed, outcomes } = grade;
    const failures = failuresOf(grade).map(
      ({ suite, title, failure = '' }) =>
        `<li><b>${escape(title)}</b> (${escape(suite)})<br>${escape(failure)}</li>`,
    );
    const details =
      failures.length > 0
        ? `<details><summary>${failures.length} broken</summary><ul>${failures.join('')}</ul></details>`
        : 'nothing broken';
    return `<tr><th scope="row">${escape(name)}</th><td>${chapter}</td><td>${passed} of ${outcomes.length}</td><td>${details}</td></tr>`;
  });
  const used = Object.entries(tests).map(
    ([chapter, version]) => `<li>chapter ${chapter}: ${escape(version)}</li>`,
  );

  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Grades</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { max-width: 70rem; margin: 0 auto; padding: 1rem; }
  table { border-collapse: collapse; }
  th, td { border-bottom: 1px solid; padding: 0.5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
</style>
<main>
<h1>Grades</h1>
${isIsolated ? '' : `<p>${escape(warning)}</p>`}
<table>
<thead><tr><th scope="col">Submission</th><th scope="col">Chapter</th><th scope="col">Kept</th><th scope="col">Broken</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<h2>Tests used</h2>
<ul>${used.join('')}</ul>
</main>
</html>
`;
}

function failuresOf({ outcomes }: Grade) {
  return outcomes.filter(({ failure }) => failure !== undefined);
}

/** Names and answers come from submissions: nothing in them may steer a terminal. */
function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '�').slice(0, 400);
}

/** A cell that a spreadsheet takes for a formula begins with an apostrophe instead (OWASP, CSV Injection). */
function csv(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** An attribute's value. XML 1.0 has no place for most control characters. */
function xml(text: string): string {
  const allowed = text.replaceAll(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '�');
  return `"${escape(allowed.toWellFormed()).replaceAll('\n', '&#10;')}"`;
}
