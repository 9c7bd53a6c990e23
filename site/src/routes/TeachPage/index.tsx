import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { Syllabus, Teach } from '../../../kit/teach.ts';
import { ChapterLink, ChapterRefs } from '../../components/ChapterRefs.tsx';
import { count, duration } from '../../components/size.tsx';
import { useKit } from '../../components/use-kit.ts';
import styles from './styles.module.css';

/** For those who teach: courses of four lengths, a plan for each chapter, and all questions. */
export default function TeachPage({
  data: { syllabi, plans, questions, since },
}: {
  data: Teach;
}) {
  const { chapters } = useKit();
  const root = useBaseUrl('/');
  const titleOf = (slug: string) => {
    const chapter = chapters.find((one) => one.slug === slug);
    return `${chapter?.number} ${chapter?.title}`;
  };

  return (
    <Layout
      title="Teach"
      description="Syllabi for a day, a week, a term and for one person alone, a lesson plan for each chapter, and all questions to download."
    >
      <main className="page">
        <Heading as="h1">Teach</Heading>
        <p className="lede">
          A plan for each chapter, syllabi of four lengths, scripts to type
          along, and {count(questions, 'question')} for your course system. All
          of it is made from the chapters, so it is never older than they are.
        </p>

        <Heading as="h2" id="lesson-plans">
          Lesson plans
        </Heading>
        <ul className={styles.plans}>
          {plans.map(({ slug, minutes }) => (
            <li key={slug}>
              <Link to={`/teach/${slug}`}>{titleOf(slug)}</Link>
              <span>{duration(minutes)}</span>
            </li>
          ))}
        </ul>

        {syllabi.map((syllabus) => (
          <SyllabusSection key={syllabus.title} syllabus={syllabus} />
        ))}

        <Heading as="h2" id="questions" className={styles.last}>
          Questions
        </Heading>
        <p>
          The quizzes of all chapters, with a reason for each answer:{' '}
          <a href={`${root}teach/questions.gift`} download>
            as GIFT
          </a>
          , which Moodle and other course systems import, or{' '}
          <a href={`${root}teach/questions.csv`} download>
            as CSV
          </a>{' '}
          for a spreadsheet. In a terminal:{' '}
          <code>npx ground-up export --questions questions.gift</code>
        </p>

        <Heading as="h2" id="changes" className={styles.last}>
          What has changed
        </Heading>
        <Changes since={since} />
      </main>
    </Layout>
  );
}

function Changes({ since }: { since: Teach['since'] }) {
  if (!since)
    return (
      <p>
        There is no version to compare with yet. Whoever maintains the kit makes
        one: <code>git tag v1.0.0</code>, then{' '}
        <code>git push origin v1.0.0</code>. From then on this page lists what
        has changed since.
      </p>
    );

  const { tag, date, chapters } = since;
  if (chapters.length === 0)
    return (
      <p>
        Nothing in a chapter since {tag} ({date}).
      </p>
    );
  return (
    <>
      <p>
        In the chapters, since {tag} ({date}). Students get it into work they
        have begun with <code>npm run update</code>; every line is in{' '}
        <code>git diff {tag} -- chapters</code>.
      </p>
      <ul>
        {chapters.map(({ slug, ...kinds }) => (
          <li key={slug}>
            <ChapterLink slug={slug} />
            {(['lesson', 'code', 'tests'] as const).map(
              (kind) =>
                kinds[kind].length > 0 && (
                  <div key={kind}>
                    {kind}: {kinds[kind].join(', ')}
                  </div>
                ),
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function SyllabusSection({
  syllabus: { title, about, units, left },
}: {
  syllabus: Syllabus;
}) {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return (
    <section className={styles.syllabus} aria-labelledby={id}>
      <Heading as="h2" id={id}>
        {title}
      </Heading>
      <p>{about}</p>
      <ol>
        {units.map((unit) => (
          <li key={unit.title}>
            <h3>{unit.title}</h3>
            <span>
              <ChapterRefs slugs={unit.slugs} />
            </span>
            <span>{duration(unit.minutes)}</span>
          </li>
        ))}
      </ol>
      {left.length > 0 && (
        <p>
          To read: <ChapterRefs slugs={left} />
        </p>
      )}
    </section>
  );
}
