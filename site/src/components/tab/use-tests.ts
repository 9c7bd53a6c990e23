import { useEffect, useRef, useState } from 'react';
import {
  type Built,
  createTab,
  type Files,
  type Problem,
  type Tab,
  type TestResult,
} from '../../../tab/tab.ts';
import { problemOf } from './problems.ts';

export type TestRun =
  | { kind: 'none' }
  | { kind: 'stopped' }
  | { kind: 'running'; results: TestResult[] }
  | { kind: 'done'; results: TestResult[] }
  | { kind: 'failed'; results: TestResult[]; problem: Problem };

/** Runs tests in a worker of their own: a server that runs goes on. */
export function useTests(assets: string, built: Built) {
  const [state, setState] = useState<TestRun>({ kind: 'none' });
  const tab = useRef<Tab>(undefined);

  useEffect(() => () => tab.current?.stop(), []);

  const end = () => {
    tab.current?.stop();
    tab.current = undefined;
  };

  return {
    state,
    /** Runs the tests of these files, or those of `only`; gives the results, or nothing when they did not end. */
    async run(files: Files, only: string[]): Promise<TestResult[] | undefined> {
      end();
      const mine = createTab({ assets, built });
      tab.current = mine;
      let results: TestResult[] = [];
      setState({ kind: 'running', results });
      try {
        const all = await mine.test(files, {
          ...(only.length > 0 && { only }),
          onResult(result) {
            if (tab.current !== mine) return;
            results = [...results, result];
            setState({ kind: 'running', results });
          },
        });
        if (tab.current !== mine) return undefined;
        setState({ kind: 'done', results: all });
        return all;
      } catch (error) {
        if (tab.current === mine)
          setState({ kind: 'failed', results, problem: problemOf(error) });
        return undefined;
      } finally {
        if (tab.current === mine) end();
        else mine.stop();
      }
    },
    stop() {
      if (!tab.current) return;
      end();
      setState({ kind: 'stopped' });
    },
    clear() {
      end();
      setState({ kind: 'none' });
    },
  };
}
