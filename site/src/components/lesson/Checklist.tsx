import type { LessonParts } from '../../../kit/types.ts';
import { record, useProgress } from '../../progress/store.ts';
import styles from './checklist.module.css';

/** What there is to do in a chapter: the boxes that are ticked stay so in this browser. */
export function Checklist({
  'data-slug': slug,
  'data-exercises': exercises,
}: {
  'data-slug': string;
  'data-exercises': string;
}) {
  const { steps } = useProgress();
  const items = [
    ['read', 'I have read the lesson'],
    ['quiz', 'I have answered the quiz'],
    ['bug', 'I have found the bug'],
    ...(JSON.parse(exercises) as LessonParts['exercises']).map(
      ({ number, title }) => [
        `exercise-${number}`,
        `Exercise ${number}: ${title}`,
      ],
    ),
  ].map(([step = '', label = '']) => ({ id: `${slug}/${step}`, label }));
  const done = items.filter(({ id }) => steps[id]?.done).length;
  const isDone = done === items.length;

  return (
    <section className={`needs-js ${styles.checklist}`} aria-labelledby="done">
      <h2 id="done">Done?</h2>
      <ul>
        {items.map(({ id, label }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={steps[id]?.done ?? false}
                onChange={({ target }) =>
                  record('steps', { [id]: { done: target.checked } })
                }
              />
              <span>{label}</span>
            </label>
          </li>
        ))}
      </ul>
      <p role="status">
        {isDone
          ? 'This chapter is finished.'
          : `${done} of ${items.length} done.`}
      </p>
      {!isDone && (
        <button
          type="button"
          onClick={() =>
            record(
              'steps',
              Object.fromEntries(items.map(({ id }) => [id, { done: true }])),
            )
          }
        >
          Tick all
        </button>
      )}
      <p className={styles.where}>Kept in this browser and nowhere else.</p>
    </section>
  );
}
