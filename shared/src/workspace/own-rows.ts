import type { Files } from '../chapters.ts';

/** Who may use which route: from chapter 13 on a test wants a line here for each route, the student's own too. */
export const matrix = 'tests/matrix.ts';

/** A line that is data and nothing else: `['GET /hours', [200, 200, 200, 401]],`. */
const row = /^ {2}\['[A-Z]+ \/[^'\\]*', \[\d{3}(?:, \d{3}){3}\](?:, \w+)?\],$/;

/** The chapter's `tests` with the lines that the student added to the matrix (`own` is its text). */
export function withOwnRows(tests: Files, own = ''): Files {
  const text = tests.get(matrix);
  if (text === undefined) return tests;

  const lines = text.split('\n');
  const added = own
    .split('\n')
    .filter((line) => row.test(line) && !lines.includes(line));
  const end = lines.lastIndexOf('];');
  return new Map(tests).set(
    matrix,
    lines.toSpliced(end, 0, ...added).join('\n'),
  );
}
