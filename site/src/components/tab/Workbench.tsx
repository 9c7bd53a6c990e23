import useBaseUrl from '@docusaurus/useBaseUrl';
import { useDeferredValue, useState } from 'react';
import type { Answers } from '../../../../shared/src/fill-in.ts';
import type { RunFile, RunPage, RunTask } from '../../../kit/types.ts';
import type { Built, Place } from '../../../tab/tab.ts';
import { record } from '../../progress/store.ts';
import { count } from '../size.tsx';
import { Changes } from './Changes.tsx';
import { Console } from './Console.tsx';
import { Editor } from './Editor.tsx';
import type { Mark } from './editor.ts';
import { keyOf } from './edits.ts';
import { FileTabs } from './FileTabs.tsx';
import { NewFile } from './NewFile.tsx';
import { placeText } from './problems.ts';
import { RequestPanel } from './RequestPanel.tsx';
import { TestPanel, testsText } from './TestPanel.tsx';
import { useFiles } from './use-files.ts';
import { type Status, useServer } from './use-server.ts';
import { type TestRun, useTests } from './use-tests.ts';
import styles from './workbench.module.css';
import { YourWork } from './YourWork.tsx';

const panel = 'editor-panel';

/** A chapter, or one of its tasks, to change, run and test. */
export function Workbench({
  page,
  task,
  given,
  built,
}: {
  page: RunPage;
  /** None: the chapter itself. */
  task: RunTask | undefined;
  /** The files as the chapter, or the task, has them. */
  given: Record<string, RunFile>;
  built: Built;
}) {
  const { slug } = page.chapter;
  const assets = useBaseUrl('/tab/');
  const work = useFiles(keyOf(slug, task?.id ?? 'chapter'), given);
  const server = useServer(assets, built);
  const tests = useTests(assets, built);
  const [answers] = useState<Answers>({});
  const [open, setOpen] = useState(() => filesToOpen(page, task, given));
  const [shown, setShown] = useState(open[0] ?? '');
  const [target, setTarget] = useState<Place>();
  const [running, setRunning] = useState('');
  const [isDone, setDone] = useState(false);
  const shownFiles = useDeferredValue(work.files);

  const paths = Object.keys(work.files).sort();
  const isFile = (path: string) => path in work.files;
  const current = isFile(shown) ? shown : (paths[0] ?? '');
  const code = JSON.stringify(work.files);
  const failedAt =
    server.status.kind === 'failed' ? server.status.problem.place : undefined;

  const show = (path: string) => {
    setOpen((all) => (all.includes(path) ? all : [...all, path]));
    setShown(path);
  };
  const go = (place: Place) => {
    if (!isFile(place.file)) return;
    show(place.file);
    setTarget({ ...place });
  };
  const close = (path: string) => {
    const rest = open.filter((other) => other !== path);
    setOpen(rest);
    setShown(rest[Math.max(open.indexOf(path) - 1, 0)] ?? '');
  };
  const start = () => {
    for (const name of Object.keys(answers)) delete answers[name];
    setRunning(code);
    return server.run(work.files);
  };
  const stop = () => {
    server.stop();
    tests.stop();
  };

  /** Of a task, its own tests judge, as the chapter has them. */
  const test = async () => {
    setDone(false);
    const judges = task
      ? Object.entries(given).filter(([path]) =>
          task.only.length > 0
            ? task.only.includes(path)
            : path.startsWith('tests/'),
        )
      : [];
    const files = {
      ...work.files,
      ...Object.fromEntries(judges.map(([path, { text }]) => [path, text])),
    };
    const results = await tests.run(files, task?.only ?? []);
    if (!task || !results) return;

    const passed = results.filter(({ state }) => state === 'passed').length;
    const hasFailed = results.some(({ state }) => state === 'failed');
    if (passed > 0 && !hasFailed && work.changed.length > 0) {
      setDone(true);
      record('steps', { [`${slug}/${task.id}`]: { done: true } });
    }
  };

  return (
    <div className={styles.workbench}>
      <div className={styles.bar}>
        <button
          type="button"
          className="button button--primary"
          onClick={() => void start()}
        >
          Run
        </button>
        <button
          type="button"
          aria-disabled={!isBusy(server.status, tests.state)}
          onClick={stop}
        >
          Stop
        </button>
        <button type="button" onClick={() => void test()}>
          {task && task.only.length > 0 ? 'Run its tests' : 'Run the tests'}
        </button>
        <p role="status" className={styles.status}>
          {statusText(server.status)}
          {failedAt && (
            <>
              {' '}
              <button
                type="button"
                className="place"
                onClick={() => go(failedAt)}
              >
                <span className="visually-hidden">Show </span>
                {placeText(failedAt)}
              </button>
            </>
          )}
          {server.status.kind === 'running' && running !== code && (
            <> Your last changes are not in it: press Run again.</>
          )}
        </p>
        {tests.state.kind !== 'none' && (
          <button
            type="button"
            className="place"
            onClick={() => document.getElementById('tests')?.focus()}
          >
            Tests: {testsText(tests.state)}
          </button>
        )}
      </div>
      {isDone && (
        <p role="status" className={styles.done}>
          ✓ You did it: {task?.title}. It is ticked in the lesson’s list.
        </p>
      )}
      {work.stale.length > 0 && (
        <p className={styles.notice}>
          The chapter has changed since you edited {work.stale.join(', ')}. Your
          text is kept; below you see how it differs, and Reset takes the
          chapter’s.
        </p>
      )}
      {work.isElsewhere && (
        <p role="status" className={styles.notice}>
          Another window has changed these files. Reload the page to see them
          here.
        </p>
      )}
      {!work.isKept && (
        <p className={styles.notice}>
          This browser keeps nothing: export your work before you leave.
        </p>
      )}

      <div className={styles.columns}>
        <section aria-label="Files">
          <FileTabs
            {...{ paths, open, shown: current, panel }}
            changed={work.changed}
            onShow={show}
            onClose={close}
          />
          <div
            id={panel}
            role="tabpanel"
            aria-labelledby={`${panel}-${current}`}
          >
            <Editor
              path={current}
              text={work.files[current] ?? ''}
              version={String(work.version)}
              marks={marksOf(current, server.status, tests.state)}
              target={target}
              onChange={work.edit}
              onRun={() => void start()}
            />
          </div>
          <p id="editor-keys" className={styles.keys}>
            Tab indents. To leave the editor by keyboard, press Escape, then
            Tab. Ctrl and Enter run the program.
          </p>
          <div className={styles.more}>
            <NewFile
              paths={paths}
              onAdd={(path) => {
                work.add(path);
                show(path);
                setTarget({ file: path, line: 1, column: 1 });
              }}
            />
            {!(current in given) && (
              <button type="button" onClick={() => work.remove(current)}>
                Remove {current}
              </button>
            )}
          </div>
        </section>
        <div className={styles.side}>
          <RequestPanel
            requests={page.requests.filter(
              ({ on }) => on === 'here' || task?.id === 'bug',
            )}
            variables={page.variables}
            answers={answers}
            send={async (request) => {
              if (server.status.kind !== 'running' && !(await start()))
                throw new Error('It does not run: see the message above.');
              return server.send(request);
            }}
          />
          <Console
            lines={server.lines}
            isFile={isFile}
            onGo={go}
            onClear={server.clear}
          />
        </div>
      </div>
      <TestPanel run={tests.state} isFile={isFile} onGo={go} />
      <Changes before={work.original} after={shownFiles} paths={work.changed} />
      <YourWork
        chapter={page.chapter}
        files={work.files}
        changed={work.changed}
        known={Object.keys(given)}
        canUndo={work.canUndo}
        onTake={work.take}
        onReset={work.reset}
        onUndo={work.undo}
      />
      <p className="visually-hidden" role="status">
        {work.changed.length > 0 &&
          `${count(work.changed.length, 'file')} changed.`}
      </p>
    </div>
  );
}

/** What the chapter opens first; of a task, its test as well. The bug's file is not given away. */
function filesToOpen(
  { open }: RunPage,
  task: RunTask | undefined,
  given: Record<string, RunFile>,
): string[] {
  const paths = [...open, ...(task?.only ?? [])].filter(
    (path) => path in given,
  );
  return paths.length > 0 ? paths : Object.keys(given).slice(0, 1);
}

function isBusy({ kind }: Status, tests: TestRun): boolean {
  return kind === 'running' || kind === 'starting' || tests.kind === 'running';
}

function statusText(status: Status): string {
  if (status.kind === 'stopped') return 'Nothing runs.';
  if (status.kind === 'starting') return 'Starting …';
  if (status.kind === 'running') return `Running at ${status.address}.`;
  return `✗ ${status.problem.message}`;
}

/** What there is to say about the lines of a file: why nothing runs, and what tests have found. */
function marksOf(file: string, status: Status, tests: TestRun): Mark[] {
  const failures = 'results' in tests ? tests.results : [];
  const problems = [
    ...(status.kind === 'failed' ? [status.problem] : []),
    ...(tests.kind === 'failed' ? [tests.problem] : []),
    ...failures.flatMap(({ problem }) => problem ?? []),
  ];
  return problems.flatMap(({ message, place }) =>
    place?.file === file ? [{ line: place.line, message }] : [],
  );
}
