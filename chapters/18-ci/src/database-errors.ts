import type { ErrorRequestHandler } from 'express';
import {
  ConnectionError,
  DatabaseError,
  TimeoutError,
  UniqueConstraintError,
} from 'sequelize';
import { conflict, unavailable } from './error-types.ts';

/** PostgreSQL's classes 08, 40, 53, 57 and 55P03; what Node, SQLite and mysql2 say in their place. */
const passing =
  /^(08|40|53|57|55P03|SQLITE_(BUSY|LOCKED)|PROTOCOL_|ER_(CON|LOCK|SERVER)_|E[A-Z]+$)/;

/** Makes a 503 of an error that says: not now, but maybe in a moment. */
export const databaseErrors: ErrorRequestHandler = (thrown, req, res, next) => {
  next(isPassing(thrown) ? unavailable(thrown) : thrown);
};

/** For `catch`: makes a 409 of what a unique constraint refuses, and throws everything else again. */
export function conflictIfTaken(message: string) {
  return (thrown: unknown): never => {
    throw isTaken(thrown) ? conflict(message) : thrown;
  };
}

/** Sequelize takes every constraint that SQLite finds broken for a unique one. */
function isTaken(thrown: unknown) {
  return (
    thrown instanceof UniqueConstraintError &&
    !/^SQLITE_CONSTRAINT: (?!UNIQUE)/.test(thrown.parent.message)
  );
}

function isPassing(thrown: unknown) {
  if (thrown instanceof ConnectionError || thrown instanceof TimeoutError)
    return true;
  if (!(thrown instanceof DatabaseError)) return false;

  const { code } = thrown.parent as { code?: string };
  return code === undefined || passing.test(code);
}
