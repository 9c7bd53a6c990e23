import { EventEmitter } from 'node:events';
import { refused } from './refused.ts';

/** The package `mysql2`, whose every connection is refused. */
export function createConnection(): EventEmitter {
  const connection = new EventEmitter();
  setImmediate(() => connection.emit('error', refused('MariaDB')));
  return connection;
}

export default { createConnection };
