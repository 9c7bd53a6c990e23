import { alone } from './alone.ts';
import { contract } from './contract.ts';
import { dependencies } from './dependencies.ts';
import { drift } from './drift.ts';
import { hints } from './hints.ts';
import { lineage } from './lineage.ts';
import type { Proof } from './proof.ts';
import { prose } from './prose.ts';
import { structure } from './structure.ts';

/** The proofs about chapters. */
export const proofs: Proof[] = [
  structure,
  drift,
  hints,
  dependencies,
  prose,
  contract,
  lineage,
  alone,
];
