import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { Plan } from '../../../kit/teach.ts';
import { ChapterLink } from '../../components/ChapterRefs.tsx';
import { Inline } from '../../components/Inline.tsx';
import { count } from '../../components/size.tsx';
import { useKit } from '../../components/use-kit.ts';
import styles from './styles.module.css';

/** How to teach one chapter: what students learn, what to do when, and what to type with what to say about it. */
export default function PlanPage({ data: plan }: { data: Plan }) {
  const { slug, minutes, before, goals, exercises } = plan;
  const { chapters } = useKit();
  const chapter = chapters.find((one) => one.slug === slug);
  const title = `${chapter?.number} ${chapter?.title}`;

  return (
    <Layout
      title={`Teach ${title}`}
      description={`A lesson plan of ${minutes} minutes for chapter ${title}: goals, phases, what to type and what to say.`}
    >
      <main className={`page ${styles.plan}`}>
        <p className="eyebrow">
          <Link to="/teach">Teach</Link>
          <Link to={`/learn/${slug}`}>The lesson</Link>
        </p>
        <Heading as="h1">Teaching {title}</Heading>
        <p className="lede">
          {minutes} minutes.{' '}
          {before ? (
            <>
              Students know <ChapterLink slug={before} />.
            </>
          ) : (
            'Students know how to program, and no more.'
          )}
        </p>

        <Heading as="h2" id="goals">
          Afterwards, students can
        </Heading>
        <ul>
          {goals.map((goal, index) => (
            <li key={index}>
              <Inline pieces={goal} />
            </li>
          ))}
        </ul>

        <Phases plan={plan} />
        <Script plan={plan} />

        <Heading as="h2" id="homework">
          Homework
        </Heading>
        <ul>
          {exercises.map(({ number, title }) => (
            <li key={number}>{title}</li>
          ))}
        </ul>
        <p>
          Each has tests of its own:{' '}
          <code>npm test {chapter?.number} exercises/1</code>.{' '}
          <Link to={`/learn/${slug}#your-turn`}>The tasks</Link>
        </p>
      </main>
    </Layout>
  );
}

function Phases({ plan: { slug, phases, questions } }: { plan: Plan }) {
  const ends = phases.map((_, index) =>
    phases.slice(0, index + 1).reduce((sum, { minutes }) => sum + minutes, 0),
  );

  return (
    <>
      <Heading as="h2" id="phases">
        Minute by minute
      </Heading>
      <p>
        The time of the chapter, shared among the sections of its lesson by
        their length. The quiz has {count(questions, 'question')}.
      </p>
      <ol className={styles.phases}>
        {phases.map(({ title, anchor, minutes }, index) => (
          <li key={title}>
            <span>
              {(ends[index] ?? 0) - minutes}–{ends[index]}
            </span>
            <Link to={`/learn/${slug}#${anchor}`}>{title}</Link>
          </li>
        ))}
      </ol>
    </>
  );
}

function Script({ plan: { slug, steps, script } }: { plan: Plan }) {
  const { chapters } = useKit();
  const chapter = chapters.find((one) => one.slug === slug);
  const address = useBaseUrl(script);

  return (
    <>
      <Heading as="h2" id="live-coding">
        What to type, and what to say
      </Heading>
      <p>
        Begin with <code>npx ground-up start {chapter?.number} DIR</code>. File
        by file, with the note of each change.{' '}
        <a href={address} download>
          The script with all code
        </a>{' '}
        is Markdown, with a line <code>---</code> between two steps, as slide
        tools expect it.
      </p>
      <ol className={styles.steps}>
        {steps.map(({ path, anchor, what, notes }) => (
          <li key={path}>
            <p>
              <Link to={`/learn/${slug}/diff#${anchor}`}>{path}</Link>{' '}
              <span>{what}</span>
            </p>
            {notes.map((note, index) => (
              <p key={index}>
                <Inline pieces={note} />
              </p>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}
