import type { Difference } from './compare.ts';
import type { Drift } from './drift.ts';
import type { Part } from './parts.ts';
import { createWriter } from './statements.ts';
import type { Context } from './types.ts';
import { refuse } from './unsupported.ts';

/** What goes, goes in this order. What comes, comes the other way round. */
const order = ['foreign key', 'index', 'unique', 'column', 'table'];

/** The statements that make the tables what the models say, and those that undo it. Throws where a person must decide. */
export function draft(drift: Drift, context: Context) {
  refuse(drift, context);
  const old = createWriter(drift.found, context);
  const young = createWriter(drift.wanted, context);

  const going = inOrder(drift.differences, 'extra');
  const coming = inOrder(drift.differences, 'missing').reverse();
  return {
    up: [...going.flatMap(old.drop), ...coming.flatMap(young.add)],
    down: [
      ...coming.toReversed().flatMap(young.drop),
      ...going.toReversed().flatMap(old.add),
    ],
  };
}

/** Of tables, the one that was made last is the first: it may refer to the others. */
function inOrder(differences: Difference[], kind: Difference['kind']): Part[] {
  return differences
    .filter((difference) => difference.kind === kind)
    .map(({ part }) => part)
    .reverse()
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
