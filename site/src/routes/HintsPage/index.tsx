import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { HintsPage as Data } from '../../../kit/types.ts';
import { CodeText } from '../../components/CodeText.tsx';
import { Ladder } from '../../components/lesson/Ladder.tsx';
import { count } from '../../components/size.tsx';
import styles from './styles.module.css';

/** Hints for each test of a chapter, rung by rung, for who builds it. Without JavaScript every rung can be opened. */
export default function HintsPage({
  data: { chapter, files },
}: {
  data: Data;
}) {
  const lesson = `/learn/${chapter.slug}`;
  const code = useBaseUrl(`${lesson}/code`);
  const tests = files.flatMap((file) => file.tests);

  return (
    <Layout
      title={`Hints for ${chapter.number} ${chapter.title}`}
      description={`Hints for the tests of chapter ${chapter.number}, from a question to the answer.`}
    >
      <main className="page">
        <p className="eyebrow">
          <Link to={lesson}>
            ← Lesson {chapter.number}: {chapter.title}
          </Link>
        </p>
        <Heading as="h1">Hints for {chapter.number}</Heading>
        <p className="lede">
          {count(tests.length, 'test')}, three hints each: a question, a
          direction, the answer. In your own copy, <code>npm run hint</code>{' '}
          gives the next one for the test that fails.
        </p>
        {files.map(({ path, anchor, tests }) => (
          <section key={path} className={styles.file} aria-labelledby={anchor}>
            <h2 id={anchor}>{path}</h2>
            {tests.map(({ title, line, rungs }) => (
              <article key={title} className={styles.test}>
                <h3>
                  <CodeText text={nameOf(title)} />
                </h3>
                <p className={styles.where}>
                  <a href={`${code}#${anchor}-${line}`}>The test</a>
                </p>
                <Ladder>
                  {rungs.map((rung, index) => (
                    <details key={index} className={styles.rung}>
                      <summary>Hint {index + 1}</summary>
                      <p>
                        <CodeText text={rung} />
                      </p>
                    </details>
                  ))}
                </Ladder>
              </article>
            ))}
          </section>
        ))}
      </main>
    </Layout>
  );
}

/** A test's name as a reader says it: one of many cases has a place where each names itself. */
function nameOf(title: string): string {
  return title.replaceAll(/%[sdifjo]/g, '…');
}
