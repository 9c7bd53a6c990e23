import Link from '@docusaurus/Link';
import type { ChapterSummary } from '../../kit/types.ts';
import styles from './progress.module.css';
import { useProgress } from './store.ts';

/** The step that makes a chapter begun is any; finished it is with all: reading, quiz, bug and the exercises. */
const steps = ['read', 'quiz', 'bug', 'exercise-1', 'exercise-2', 'exercise-3'];

/** How far the reader is in a chapter; nothing before it was begun. */
export function ChapterMark({ slug }: { slug: string }) {
  const done = useDone()(slug);
  if (done === 0) return null;

  return (
    <span className={styles.mark}>
      {done === steps.length ? '✓ finished' : `${done} of ${steps.length} done`}
    </span>
  );
}

/** The way to the first chapter that is not finished, once there is anything to continue. */
export function Continue({ chapters }: { chapters: ChapterSummary[] }) {
  const doneIn = useDone();
  const finished = chapters.filter(
    ({ slug }) => doneIn(slug) === steps.length,
  ).length;
  const next = chapters.find(({ slug }) => doneIn(slug) < steps.length);
  if (chapters.every(({ slug }) => doneIn(slug) === 0)) return null;

  return (
    <p className={styles.next}>
      {next && (
        <Link className="button button--primary" to={`/learn/${next.slug}`}>
          Continue with {next.number} {next.title}
        </Link>
      )}{' '}
      {finished} of {chapters.length} chapters finished.{' '}
      <Link to="/review">Review what you have read</Link>
    </p>
  );
}

function useDone(): (slug: string) => number {
  const { steps: ticked } = useProgress();
  return (slug) =>
    steps.filter((step) => ticked[`${slug}/${step}`]?.done).length;
}
