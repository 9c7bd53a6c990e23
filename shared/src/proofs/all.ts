import { alone } from './alone.ts';
import { dependencies } from './dependencies.ts';
import { drift } from './drift.ts';
import { hints } from './hints.ts';
import { lineage } from './lineage.ts';
import type { Proof } from './proof.ts';
import { prose } from './prose.ts';
import { structure } from './structure.ts';

/** The proofs about chapters. The contract suites stand in tests/contract/. */
export const proofs: Proof[] = [
  structure,
  drift,
  hints,
  dependencies,
  prose,
  lineage,
  alone,
];
