import { useEffect, useRef, useState } from 'react';
import {
  type Built,
  createTab,
  type Files,
  type Output,
  type Problem,
  type Tab,
  type TabRequest,
  type TabResponse,
} from '../../../tab/tab.ts';
import { problemOf } from './problems.ts';

export interface Line {
  id: number;
  stream: 'stdout' | 'stderr';
  text: string;
}

export type Status =
  | { kind: 'stopped' }
  | { kind: 'starting' }
  | { kind: 'running'; address: string }
  | { kind: 'failed'; problem: Problem };

/** Lines of the console that are kept. */
const longest = 500;

/** The chapter's server, in a worker of its own that ends with the page. */
export function useServer(assets: string, built: Built) {
  const [status, setStatus] = useState<Status>({ kind: 'stopped' });
  const [lines, setLines] = useState<Line[]>([]);
  const tab = useRef<Tab>(undefined);
  const runs = useRef(0);
  const count = useRef(0);

  useEffect(() => () => tab.current?.stop(), []);

  const end = () => {
    tab.current?.stop();
    tab.current = undefined;
  };
  /** Tells later whether nothing has been started or stopped meanwhile. */
  const watch = () => {
    const then = [tab.current, runs.current];
    return () => tab.current === then[0] && runs.current === then[1];
  };
  const onOutput = ({ stream, text }: Output) => {
    count.current += 1;
    const line = { id: count.current, stream, text };
    setLines((all) => [...all, line].slice(-longest));
  };

  return {
    status,
    lines,
    clear: () => setLines([]),
    /** Starts the server anew; gives whether it listens. */
    async run(files: Files): Promise<boolean> {
      runs.current += 1;
      setLines([]);
      setStatus({ kind: 'starting' });
      tab.current ??= createTab({ assets, built, onOutput });
      const isLast = watch();
      try {
        const { address } = await tab.current.run(files);
        if (isLast()) setStatus({ kind: 'running', address });
        return isLast();
      } catch (error) {
        if (isLast()) setStatus({ kind: 'failed', problem: problemOf(error) });
        return false;
      }
    },
    /** Sends a request. Throws what the runtime says when no answer comes: the server has then ended. */
    async send(request: TabRequest): Promise<TabResponse> {
      if (!tab.current) throw new Error('Nothing is running. Press Run first.');
      const isLast = watch();
      try {
        return await tab.current.fetch(request);
      } catch (error) {
        if (isLast()) {
          end();
          setStatus({ kind: 'failed', problem: problemOf(error) });
        }
        throw error;
      }
    },
    stop() {
      end();
      setStatus({ kind: 'stopped' });
    },
  };
}
