import { EventEmitter } from 'node:events';
import { refused } from './refused.ts';

type Callback = (error: Error) => void;

/** The package `pg`, whose every connection is refused. */
export class Client extends EventEmitter {
  connection = new EventEmitter();

  connect(callback?: Callback): Promise<never> | undefined {
    return refuse(callback);
  }

  query(): Promise<never> {
    return Promise.reject(refused('PostgreSQL'));
  }

  end(callback?: () => void): Promise<void> {
    callback?.();
    return Promise.resolve();
  }
}

export class Pool extends Client {}

export const types = { setTypeParser(): void {} };

export default { Client, Pool, types };

function refuse(callback?: Callback): Promise<never> | undefined {
  if (!callback) return Promise.reject(refused('PostgreSQL'));
  setImmediate(() => callback(refused('PostgreSQL')));
  return undefined;
}
