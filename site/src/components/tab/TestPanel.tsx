import type { Place, TestResult } from '../../../tab/tab.ts';
import { PlaceText } from './PlaceText.tsx';
import { placeText } from './problems.ts';
import type { TestRun } from './use-tests.ts';
import styles from './workbench.module.css';

const signs = { passed: '✓', failed: '✗', skipped: '–' };
const words = { passed: 'passed', failed: 'failed', skipped: 'left out' };

/** How the tests went, file by file: those that failed are open, and lead to their lines. */
export function TestPanel({
  run,
  isFile,
  onGo,
}: {
  run: TestRun;
  isFile(path: string): boolean;
  onGo(place: Place): void;
}) {
  const results = 'results' in run ? run.results : [];
  const files = [...new Set(results.map(({ file }) => file))];

  return (
    <section className={styles.tests} aria-labelledby="tests">
      <h2 id="tests" tabIndex={-1}>
        Tests
      </h2>
      <p role="status" className={styles.said}>
        {testsText(run)}
      </p>
      {run.kind === 'failed' && run.problem.stack && (
        <pre tabIndex={0} role="region" aria-label="Where it went wrong">
          <code>
            <PlaceText text={run.problem.stack} isFile={isFile} onGo={onGo} />
          </code>
        </pre>
      )}
      {files.map((file) => (
        <TestFile
          key={file}
          file={file}
          results={results.filter((result) => result.file === file)}
          isFile={isFile}
          onGo={onGo}
        />
      ))}
    </section>
  );
}

function TestFile({
  file,
  results,
  isFile,
  onGo,
}: {
  file: string;
  results: TestResult[];
  isFile(path: string): boolean;
  onGo(place: Place): void;
}) {
  const hasFailed = results.some(({ state }) => state === 'failed');
  return (
    <details key={String(hasFailed)} open={hasFailed} className={styles.file}>
      <summary>
        <span className={hasFailed ? styles.wrong : styles.right}>
          {hasFailed ? '✗' : results.some(isPassed) ? '✓' : '–'}
        </span>{' '}
        <code>{file}</code> {sum(results)}
      </summary>
      <ul>
        {results.map((result, index) => (
          <li key={index}>
            <span
              className={result.state === 'failed' ? styles.wrong : undefined}
            >
              <span aria-hidden="true">{signs[result.state]} </span>
              <span className="visually-hidden">{words[result.state]}: </span>
              {result.name || 'The whole file'}
            </span>{' '}
            {result.place && (
              <button
                type="button"
                className="place"
                onClick={() => result.place && onGo(result.place)}
              >
                <span className="visually-hidden">Show </span>
                {placeText(result.place)}
              </button>
            )}
            <Failure result={result} isFile={isFile} onGo={onGo} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Failure({
  result: { problem, expected, actual },
  isFile,
  onGo,
}: {
  result: TestResult;
  isFile(path: string): boolean;
  onGo(place: Place): void;
}) {
  if (!problem) return null;
  const place = problem.place;
  return (
    <div className={styles.failure}>
      <p>
        {problem.message}{' '}
        {place && (
          <button type="button" className="place" onClick={() => onGo(place)}>
            <span className="visually-hidden">Show </span>
            {placeText(place)}
          </button>
        )}
      </p>
      {expected !== undefined && actual !== undefined && (
        <dl>
          <dt>Expected</dt>
          <dd>
            <pre>{expected}</pre>
          </dd>
          <dt>Received</dt>
          <dd>
            <pre>{actual}</pre>
          </dd>
        </dl>
      )}
      {!place && problem.stack && (
        <pre>
          <PlaceText text={problem.stack} isFile={isFile} onGo={onGo} />
        </pre>
      )}
    </div>
  );
}

/** How the tests went, in a sentence. */
export function testsText(run: TestRun): string {
  if (run.kind === 'none') return 'The tests were not run yet.';
  if (run.kind === 'stopped') return 'The tests were stopped.';
  if (run.kind === 'running') return 'The tests are running …';
  if (run.kind === 'failed') return run.problem.message;
  return `${sum(run.results)}.`;
}

/** `12 passed, 1 failed`. */
function sum(results: TestResult[]): string {
  const kinds = (['passed', 'failed', 'skipped'] as const)
    .map((state) => ({
      state,
      number: results.filter((result) => result.state === state).length,
    }))
    .filter(({ state, number }) => number > 0 || state === 'passed');
  return kinds
    .map(({ state, number }) => `${number} ${words[state]}`)
    .join(', ');
}

function isPassed({ state }: TestResult): boolean {
  return state === 'passed';
}
