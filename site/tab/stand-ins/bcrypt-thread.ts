import '../node/globals.ts';
import bcrypt from 'bcryptjs';

export interface Question {
  id: number;
  name: 'hash' | 'compare';
  args: unknown[];
}

export interface Answer {
  id: number;
  value?: unknown;
  /** A message. */
  error?: string;
}

/** Where this module is, for a worker to import. */
export const address = import.meta.url;

/** Answers the questions that come by `port`. */
export function serve(port: MessagePort): void {
  port.onmessage = ({ data: { id, name, args } }: MessageEvent<Question>) => {
    const run = bcrypt[name] as (...args: unknown[]) => Promise<unknown>;
    run(...args).then(
      (value) => port.postMessage({ id, value } satisfies Answer),
      (error: unknown) =>
        port.postMessage({
          id,
          error: (error as Error).message,
        } satisfies Answer),
    );
  };
}
