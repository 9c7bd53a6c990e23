import { type Chapter, chapterBefore } from '../../shared/src/chapters.ts';
import type { FileChange } from '../../shared/src/diff.ts';
import { toCsv, toGift } from '../../shared/src/export/questions.ts';
import { changesInOrder, toSlides } from '../../shared/src/export/slides.ts';
import {
  type Kit,
  readExercises,
  readLessonFile,
  readQuiz,
} from '../../shared/src/kit.ts';
import { anchorOfFile } from './diff-page.ts';
import { toInline } from './inline.ts';
import type { Inline } from './inline-text.ts';
import { deriveSince, type Since } from './since.ts';

/** What stands on the pages for those who teach. */
export interface Teach {
  syllabi: Syllabus[];
  plans: Plan[];
  questions: number;
  /** Null where there is no tag to compare with. */
  since: Since | null;
}

/** Chapters, in order, on the days or weeks of a course. */
export interface Syllabus {
  title: string;
  about: string;
  units: { title: string; minutes: number; slugs: string[] }[];
  /** Chapters for which there is no time. */
  left: string[];
}

/** One chapter as a lesson in a classroom. */
export interface Plan {
  slug: string;
  minutes: number;
  /** The slug of the chapter that has to come before. */
  before: string | null;
  /** What students can do afterwards. */
  goals: Inline[][];
  /** Sections of the lesson, with the minutes that each has. */
  phases: { title: string; anchor: string; minutes: number }[];
  /** What to type, in order. */
  steps: { path: string; anchor: string; what: string; notes: Inline[][] }[];
  exercises: { number: string; title: string }[];
  questions: number;
  /** Where the script to type along is published. */
  script: string;
}

const script = (chapter: Chapter) => `teach/live-coding-${chapter.name}.md`;

/** Sections that are worked through in class. The others are for reading, and exercises for afterwards. */
const inClass = [
  ...['Warm-up', 'The problem', 'The idea', 'Build it'],
  ...['Check yourself', 'Break it', 'Recap'],
];

const hoursOfDay = 6;

/** Syllabi and lesson plans, from what the chapters say of themselves. */
export function deriveTeach(kit: Kit): Teach {
  return {
    syllabi: deriveSyllabi(kit.chapters),
    plans: kit.chapters.map((chapter) => toPlan(kit, chapter)),
    questions: kit.chapters.flatMap((chapter) => readQuiz(kit, chapter)).length,
    since: deriveSince(kit),
  };
}

/** What teachers download, by its path below the site's root: scripts to type along, and all questions. */
export function filesForTeachers(kit: Kit): Record<string, string> {
  const { chapters } = kit;
  return {
    'teach/questions.gift': toGift(kit, chapters),
    'teach/questions.csv': toCsv(kit, chapters),
    ...Object.fromEntries(
      chapters.map((chapter) => [
        script(chapter),
        toSlides(chapters, [chapter]),
      ]),
    ),
  };
}

function deriveSyllabi(chapters: Chapter[]): Syllabus[] {
  const fitting = chapters.filter(
    (_, index) => total(chapters.slice(0, index + 1)) <= hoursOfDay * 60,
  );
  const sessions = chapters.flatMap((chapter) => {
    const parts = Math.ceil(chapter.manifest.minutes / 60);
    return Array.from({ length: parts }, (_, part) => ({ chapter, part }));
  });

  return [
    {
      title: 'One day',
      about: `As many chapters as fit into ${hoursOfDay} hours, from the first on. The rest is for reading.`,
      units: [toUnit('The day', fitting)],
      left: chapters.slice(fitting.length).map(slugOf),
    },
    inUnits(
      chapters,
      'Five days',
      'Day',
      5,
      'All chapters on five days of about the same length.',
    ),
    inUnits(
      chapters,
      'Fourteen weeks',
      'Week',
      14,
      'All chapters in a term, one session a week. The exercises are the homework.',
    ),
    {
      title: 'On your own',
      about: `An hour a day, ${sessions.length} days. A chapter that takes longer goes on the next day.`,
      units: chapters.map((chapter) => {
        const days = sessions.flatMap((session, day) =>
          session.chapter === chapter ? [day + 1] : [],
        );
        const [first = 0, last = first] = [days[0], days.at(-1)];
        const title =
          first === last ? `Day ${first}` : `Days ${first} and ${last}`;
        return toUnit(title, [chapter]);
      }),
      left: [],
    },
  ];
}

function inUnits(
  chapters: Chapter[],
  title: string,
  unit: string,
  count: number,
  about: string,
): Syllabus {
  const units = splitEvenly(chapters, count).map((own, index) =>
    toUnit(`${unit} ${index + 1}`, own),
  );
  return { title, about, units, left: [] };
}

function toUnit(title: string, chapters: Chapter[]) {
  return { title, minutes: total(chapters), slugs: chapters.map(slugOf) };
}

/** The chapters in order, in so many groups of at least one, the longest of which is as short as can be. */
export function splitEvenly(chapters: Chapter[], count: number): Chapter[][] {
  const groups = Math.min(count, chapters.length);
  const limits = chapters
    .flatMap((_, from) =>
      chapters.slice(from).map((_, to) => chapters.slice(from, from + to + 1)),
    )
    .map(total)
    .sort((a, b) => a - b);
  const limit = limits.find(
    (limit) => fill(chapters, limit, 1).length <= groups,
  );

  // Each group leaves the later ones a chapter at least.
  return fill(chapters, limit ?? Infinity, groups);
}

/** Groups that are filled from the front up to a limit, `least` of them while there are chapters. */
function fill(chapters: Chapter[], limit: number, least: number): Chapter[][] {
  const groups: Chapter[][] = [];
  chapters.forEach((chapter, index) => {
    const last = groups.at(-1);
    const isNeeded = chapters.length - index <= least - groups.length;
    if (last && !isNeeded && total([...last, chapter]) <= limit)
      last.push(chapter);
    else groups.push([chapter]);
  });
  return groups;
}

function toPlan(kit: Kit, chapter: Chapter): Plan {
  const { slug, manifest } = chapter;
  const lesson = readLessonFile(kit, chapter, 'README.md');
  const sections = sectionsOf(lesson);
  const goals =
    sections.find(({ title }) => title === 'You will be able to')?.text ?? '';
  const phases = sections.filter(({ title }) => inClass.includes(title));
  const minutes = share(
    manifest.minutes,
    phases.map(({ text }) => text.split(/\s+/).length),
  );

  return {
    slug,
    minutes: manifest.minutes,
    before: chapterBefore(kit.chapters, chapter)?.slug ?? null,
    goals: [...goals.matchAll(/^- (.+)$/gm)].map(([, goal = '']) =>
      toInline(goal),
    ),
    phases: phases.map(({ title }, index) => ({
      title,
      anchor: title.toLowerCase().replaceAll(' ', '-'),
      minutes: minutes[index] ?? 0,
    })),
    steps: changesInOrder(kit.chapters, chapter).map(toStep),
    exercises: readExercises(kit, chapter).map(({ number, task }) => ({
      number,
      title: (task.trim().split('\n')[0] ?? '').replace(/^#\s*/, ''),
    })),
    questions: readQuiz(kit, chapter).length,
    script: script(chapter),
  };
}

function toStep({ path, status, note, hunks }: FileChange) {
  const notes = note ? [note] : hunks.flatMap((hunk) => hunk.note ?? []);
  const what = {
    added: 'new',
    removed: 'delete it',
    modified: hunks.length === 1 ? '1 change' : `${hunks.length} changes`,
  }[status];
  return {
    path,
    anchor: anchorOfFile(path),
    what,
    notes: notes.map((one) => toInline(one)),
  };
}

/** The sections of a lesson with their texts. */
function sectionsOf(lesson: string): { title: string; text: string }[] {
  return lesson
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      return { title, text: lines.join('\n') };
    });
}

/** `sum` in whole numbers, shared in the proportion of `weights`: one at least for each. */
export function share(sum: number, weights: number[]): number[] {
  const all = weights.reduce((total, weight) => total + weight, 0);
  const rest = sum - weights.length;
  const exact = weights.map((weight) => (rest * weight) / all);
  const shares = exact.map((part) => 1 + Math.floor(part));
  const byFraction = exact
    .map((part, index) => ({ index, fraction: part % 1 }))
    .sort((a, b) => b.fraction - a.fraction);
  const missing = sum - shares.reduce((total, part) => total + part, 0);
  for (const { index } of byFraction.slice(0, missing))
    shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

function total(chapters: Chapter[]): number {
  return chapters.reduce((sum, { manifest }) => sum + manifest.minutes, 0);
}

function slugOf({ slug }: Chapter): string {
  return slug;
}
