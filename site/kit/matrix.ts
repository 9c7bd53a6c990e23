import type { Kit } from '../../shared/src/kit.ts';
import { suiteOf } from '../../tests/contract/suites.ts';

export interface Matrix {
  features: Feature[];
  /** By chapter, in order: how many promises hold there. */
  totals: number[];
}

export interface Feature {
  name: string;
  /** The slug of the chapter from which its promises hold. */
  from: string;
  /** By chapter, in order: whether the promises hold there. */
  holds: boolean[];
  promises: string[];
}

/** What the API promises, from which chapter on: the contract suites that chapters claim. */
export function deriveMatrix({ chapters }: Kit): Matrix {
  const features = chapters.flatMap((chapter, index) =>
    chapter.manifest.features.map((name) => ({
      name,
      from: chapter.slug,
      holds: chapters.map((_, at) => at >= index),
      promises: suiteOf(name).checks.map(({ title }) => title),
    })),
  );

  return {
    features,
    totals: chapters.map((_, at) =>
      features
        .filter(({ holds }) => holds[at])
        .reduce((sum, { promises }) => sum + promises.length, 0),
    ),
  };
}
