import { useEffect, useRef, useState } from 'react';
import {
  createTab,
  type Files,
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
export function useServer(assets: string) {
  const [status, setStatus] = useState<Status>({ kind: 'stopped' });
  const [lines, setLines] = useState<Line[]>([]);
  const tab = useRef<Tab>(undefined);
  const count = useRef(0);

  useEffect(() => () => tab.current?.stop(), []);

  const end = () => {
    tab.current?.stop();
    tab.current = undefined;
  };

  return {
    status,
    lines,
    clear: () => setLines([]),
    /** Starts the server anew; gives whether it listens. */
    async run(files: Files): Promise<boolean> {
      end();
      setLines([]);
      setStatus({ kind: 'starting' });
      const mine = createTab({
        assets,
        onOutput({ stream, text }) {
          count.current += 1;
          const line = { id: count.current, stream, text };
          setLines((all) => [...all, line].slice(-longest));
        },
      });
      tab.current = mine;
      try {
        const { address } = await mine.run(files);
        if (tab.current !== mine) return false;
        setStatus({ kind: 'running', address });
        return true;
      } catch (error) {
        if (tab.current !== mine) return false;
        end();
        setStatus({ kind: 'failed', problem: problemOf(error) });
        return false;
      }
    },
    /** Sends a request. Throws what the runtime says when no answer comes: the server has then ended. */
    async send(request: TabRequest): Promise<TabResponse> {
      const asked = tab.current;
      if (!asked) throw new Error('Nothing is running. Press Run first.');
      try {
        return await asked.fetch(request);
      } catch (error) {
        if (tab.current === asked) {
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
