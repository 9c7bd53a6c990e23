import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import { useState } from 'react';
import type { LessonParts, QuizQuestion } from '../../../kit/types.ts';
import { QuestionForm } from '../../components/lesson/QuestionForm.tsx';
import { count } from '../../components/size.tsx';
import { useKit } from '../../components/use-kit.ts';
import { isDue, nextBox } from '../../progress/boxes.ts';
import { ProgressFile } from '../../progress/ProgressFile.tsx';
import type { State } from '../../progress/state.ts';
import { record, useProgress } from '../../progress/store.ts';
import styles from './styles.module.css';

interface Data {
  quizzes: Pick<LessonParts, 'slug' | 'quiz'>[];
}

/** Questions of chapters that were read, each again when its time has come. Kept in this browser. */
export default function ReviewPage({ data: { quizzes } }: { data: Data }) {
  const { chapters } = useKit();

  return (
    <Layout
      title="Review"
      description="Questions from the chapters you have read, again and again, at growing intervals."
    >
      <main className="page">
        <Heading as="h1">Review</Heading>
        <p className="lede">
          Questions from the chapters you have read. What you know comes back
          after 1, 3, 7, 16 and 35 days; what you do not know comes back at
          once.
        </p>
        <div className="needs-js">
          <Review quizzes={quizzes} />
          <ProgressFile />
        </div>
        <div className="without-js">
          <p>
            Choosing the questions of today needs JavaScript. Every chapter has
            its questions with folded answers:
          </p>
          <ul>
            {chapters.map(({ slug, number, title }) => (
              <li key={slug}>
                <Link to={`/learn/${slug}#check-yourself`}>
                  {number} {title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </main>
    </Layout>
  );
}

function Review({ quizzes }: Data) {
  const state = useProgress();
  const { chapters } = useKit();
  /** The question that is shown, with the answer once there is one; undefined until the first was answered. */
  const [shown, setShown] = useState<{ id: string; choice?: number }>();
  const now = new Date();

  const known = quizzes
    .filter(({ slug, quiz }) => isRead(state, slug, quiz))
    .flatMap(({ quiz }) => quiz);
  const due = known.filter(({ id }) => isDue(state.boxes[id], now));
  const question =
    known.find(({ id }) => id === shown?.id) ?? firstOf(due, state);

  if (known.length === 0) {
    return (
      <p className={styles.empty}>
        There is nothing to review yet. Read a lesson and tick what you have
        done, or answer its quiz: <Link to="/learn">all chapters</Link>.
      </p>
    );
  }
  if (!question) {
    return (
      <p className={styles.empty} role="status">
        Nothing is due today. {describeNext(state, known, now)}
      </p>
    );
  }

  const [slug = ''] = question.id.split('/');
  const chapter = chapters.find((one) => one.slug === slug);
  return (
    <section className={styles.review} aria-label="Question">
      <p className={styles.place}>
        <span>
          From {chapter?.number} {chapter?.title}
        </span>
        <span>{count(due.length, 'question')} due</span>
      </p>
      <QuestionForm
        key={question.id}
        question={question}
        choice={shown?.id === question.id ? shown.choice : undefined}
        takesFocus={shown !== undefined}
        onAnswer={(choice) => {
          setShown({ id: question.id, choice });
          const isRight = choice === question.right;
          record('boxes', {
            [question.id]: nextBox(
              state.boxes[question.id],
              isRight,
              new Date(),
            ),
          });
        }}
      >
        <button
          type="button"
          className="button button--primary"
          onClick={() =>
            setShown({
              id:
                firstOf(
                  due.filter(({ id }) => id !== question.id),
                  state,
                )?.id ??
                firstOf(due, state)?.id ??
                '',
            })
          }
        >
          Go on
        </button>
        <Link to={`/learn/${slug}`}>Read it again</Link>
      </QuestionForm>
    </section>
  );
}

/** A chapter counts as read when a box of its checklist is ticked, or a question of its quiz was answered. */
function isRead(state: State, slug: string, quiz: QuizQuestion[]): boolean {
  return (
    Object.entries(state.steps).some(
      ([id, { done }]) => done && id.startsWith(`${slug}/`),
    ) || quiz.some(({ id }) => state.answers[id])
  );
}

/** The question that waits longest; those that were never reviewed come last. */
function firstOf(
  due: QuizQuestion[],
  { boxes }: State,
): QuizQuestion | undefined {
  const since = ({ id }: QuizQuestion) => boxes[id]?.due ?? '9';
  return [...due].sort((a, b) => since(a).localeCompare(since(b)))[0];
}

function describeNext(
  { boxes }: State,
  known: QuizQuestion[],
  now: Date,
): string {
  const times = known.map(({ id }) => Date.parse(boxes[id]?.due ?? ''));
  const days = Math.ceil((Math.min(...times) - now.getTime()) / 86_400_000);
  return `The next question comes ${days <= 1 ? 'tomorrow' : `in ${days} days`}.`;
}
