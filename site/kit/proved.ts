import { spawnSync } from 'node:child_process';
import { usesPostgres } from '../../shared/bin/postgres.js';
import { provedNow } from '../../shared/bin/proved.js';
import type { Chapter } from '../../shared/src/chapters.ts';
import type { Kit } from '../../shared/src/kit.ts';
import { proofs } from '../../shared/src/proofs/all.ts';
import { readPackage } from '../../shared/src/proofs/package.ts';
import { mutants } from '../../tests/contract/mutants.ts';
import type { LessonParts } from './types.ts';

/** What is remembered as proved of the chapters as they are here. */
export interface Proved {
  chapters: ProvedChapter[];
  packages: UsedPackage[];
}

export interface ProvedChapter {
  slug: string;
  number: string;
  /** Undefined unless everything that is asked of a chapter was proved with one Node at least. */
  proof?: {
    /** The day (UTC) on which the last of it was. */
    date: string;
    /** `20.20.2 on linux` */
    nodes: string[];
    databases: string[];
    /** How many ran; `all` where that was not counted. */
    tests: number | 'all';
    promises: number | 'all';
  };
  /** What is remembered of a chapter that is not proved as a whole: names of proofs. */
  known: string[];
  /** Broken copies that the chapter's suites caught, of how many. */
  mutants: { caught: number; all: number };
  exchanges: number;
  snippets: number;
  commit: string | null;
  date: string | null;
  /** Whether the chapter's folder differs from the commit. */
  isEdited: boolean;
}

export interface UsedPackage {
  name: string;
  version: string;
  /** The slugs of the chapters that name it in this version. */
  chapters: string[];
}

type Fact = ReturnType<typeof provedNow>[number];

/** What `npm test`, `prove` and `upgrade` remember of everything that is asked of a chapter. */
const asked = ['tests', ...proofs.map(({ name }) => name)];

/** When each chapter was last proved and with what, from what the proofs themselves have written down. */
export function deriveProved(kit: Kit, parts: LessonParts[]): Proved {
  const facts = provedNow(kit.root);
  const edited = editedChapters(kit);

  return {
    chapters: kit.chapters.map((chapter) => {
      const own = facts.filter(({ about }) => about?.chapter === chapter.name);
      const part = parts.find(({ name }) => name === chapter.name);
      const known = asked.filter((what) => own.some(isAbout(what)));
      return {
        slug: chapter.slug,
        number: chapter.number,
        proof: proofOf(chapter, own),
        known,
        mutants: mutantsOf(chapter, own),
        exchanges: part?.verified.exchanges ?? 0,
        snippets: part?.verified.snippets ?? 0,
        commit: part?.verified.commit ?? null,
        date: part?.verified.date ?? null,
        isEdited: edited.has(chapter.name),
      };
    }),
    packages: packagesOf(kit.chapters),
  };
}

function proofOf(chapter: Chapter, facts: Fact[]): ProvedChapter['proof'] {
  const home = usesPostgres(chapter) ? 'on SQLite' : 'in memory';
  const isHome = ({ about }: Fact) => (about?.where ?? home) === home;
  const systems = [...new Set(facts.map(systemOf))].flatMap((system) => {
    const own = facts.filter((fact) => systemOf(fact) === system);
    const whole = own.filter(isAbout('proofs'));
    const needed = asked.map((what) =>
      own.find((fact) => isAbout(what)(fact) && isHome(fact)),
    );
    const found = needed.filter((fact) => fact !== undefined);
    const isProved = found.length === asked.length;
    if (!isProved && whole.length === 0) return [];
    return [{ system, own, basis: isProved ? found : whole }];
  });
  if (systems.length === 0) return undefined;

  const all = systems.flatMap(({ own }) => own);
  const days = systems.flatMap(({ basis }) => basis.map(({ at }) => at));
  const countOf = (what: string) =>
    all.find((fact) => isAbout(what)(fact) && isHome(fact))?.tests ?? 'all';
  const isOn = (where: string) =>
    ['tests', 'contract'].every((what) =>
      all.some((fact) => isAbout(what)(fact) && fact.about?.where === where),
    );
  return {
    date: days.sort().at(-1)?.slice(0, 10) ?? '',
    nodes: systems.map(({ system }) => system).sort(),
    databases: [home, ...(isOn('on PostgreSQL') ? ['on PostgreSQL'] : [])],
    tests: countOf('tests'),
    promises: countOf('contract'),
  };
}

function isAbout(what: string) {
  return ({ about }: Fact) => about?.what === what;
}

function systemOf({ node, platform }: Fact): string {
  return `${node.replace(/^v/, '')} on ${platform}`;
}

function mutantsOf({ manifest }: Chapter, facts: Fact[]) {
  const own = mutants.filter(({ feature }) =>
    manifest.features.includes(feature),
  );
  const caught = new Set(
    facts.filter(isAbout('mutant')).map(({ title }) => title),
  );
  return { caught: caught.size, all: own.length };
}

/** The chapters' folders that differ from the commit; none where there is no Git. */
function editedChapters({ root }: Kit): Set<string> {
  const { status, stdout } = spawnSync(
    'git',
    ['status', '--porcelain', '--', 'chapters'],
    { cwd: root, encoding: 'utf8' },
  );
  const paths = status === 0 ? stdout.matchAll(/chapters\/([^/\n]+)/g) : [];
  return new Set([...paths].map(([, name = '']) => name));
}

function packagesOf(chapters: Chapter[]): UsedPackage[] {
  const used = new Map<string, UsedPackage>();
  for (const chapter of chapters) {
    const { dependencies, devDependencies } = readPackage(chapter);
    const all = Object.entries({ ...dependencies, ...devDependencies });
    for (const [name, version] of all) {
      const key = `${name}@${version}`;
      const entry = used.get(key) ?? { name, version, chapters: [] };
      entry.chapters.push(chapter.slug);
      used.set(key, entry);
    }
  }
  return [...used.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
