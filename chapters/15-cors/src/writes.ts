import type { Sequelize, Transaction } from 'sequelize';

export type Writes = ReturnType<typeof createWrites>;

/** Two ways to write. On SQLite, which has one writer at a time, all writes pass one queue. */
export function createWrites(sequelize: Sequelize) {
  const queued = sequelize.getDialect() === 'sqlite';
  let last: Promise<unknown> = Promise.resolve();

  function write<Result>(work: () => Promise<Result>) {
    if (!queued) return work();

    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  }

  function transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
  ) {
    return write(() => sequelize.transaction(work));
  }

  return { write, transaction };
}
