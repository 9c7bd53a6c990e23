import type { Sequelize } from 'sequelize';
import { defineModels } from '../models.ts';
import type { Settings } from '../settings.ts';
import { compare, sentenceOf } from './compare.ts';
import { type Part, readParts } from './parts.ts';
import type { Run } from './run.ts';
import { createModelTables, inScratch } from './scratch.ts';
import { createSession } from './session.ts';

export type Define = (sequelize: Sequelize) => unknown;

export type Drift = Awaited<ReturnType<typeof findDrift>>;

/** What must happen to the tables to make them what the models say. No model has checks: they are left out. */
export async function findDrift(
  run: Run,
  settings: Settings,
  define: Define = defineModels,
) {
  const found = await readParts(run);
  const wanted = await inScratch(settings, async (sequelize) => {
    define(sequelize);
    await createModelTables(sequelize);
    const parts = await readParts(createSession(sequelize));
    return parts.map(withoutSequelize);
  });

  const differences = compare(found.filter(isModelled), wanted);
  return { found, wanted, differences };
}

/** A sentence for everything that is not as it should be. */
export async function check(...[run, ...rest]: Parameters<typeof findDrift>) {
  const { differences } = await findDrift(run, ...rest);

  return [
    ...(await run.unknown()).map(
      (name) => `${name} is applied, and its file is not here.`,
    ),
    ...(await run.pending()).map((name) => `${name} is pending.`),
    ...differences.map((difference) => sentenceOf(difference, 'the models')),
  ];
}

function isModelled({ kind, table }: Part) {
  return kind !== 'check' && table !== 'migrations';
}

/** The words and names that Sequelize has chosen are not for a migration. */
function withoutSequelize(part: Part): Part {
  if (part.kind === 'table') return { ...part, detail: null };
  return part.kind === 'foreign key' ? { ...part, name: '' } : part;
}
