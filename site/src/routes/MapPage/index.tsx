import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { Part, Totals } from '../../../kit/types.ts';
import { count, duration, LineCount } from '../../components/size.tsx';
import { ChapterMark, Continue } from '../../progress/MapProgress.tsx';
import { ProgressFile } from '../../progress/ProgressFile.tsx';
import styles from './styles.module.css';

/** Parts and chapters, with what each is about and how long it takes. */
export default function MapPage({
  data: { parts, totals },
}: {
  data: { parts: Part[]; totals: Totals };
}) {
  return (
    <Layout
      title="All chapters"
      description="The chapters of Ground Up: one idea each, in order."
    >
      <main className="page">
        <Heading as="h1">All chapters</Heading>
        <p className="lede">
          {count(totals.chapters, 'chapter')}, {duration(totals.minutes)}. Each
          is the whole API as it is at that point, and each adds one idea to the
          chapter before.
        </p>

        <Continue chapters={parts.flatMap(({ chapters }) => chapters)} />

        {parts.map(({ title, minutes, chapters }, index) => (
          <section key={title} className={styles.part}>
            <header>
              <Heading as="h2" id={`part-${index + 1}`}>
                Part {index + 1}: {title}
              </Heading>
              <p>
                {count(chapters.length, 'chapter')} · {duration(minutes)}
              </p>
            </header>
            <ol>
              {chapters.map((chapter) => (
                <li key={chapter.slug}>
                  <span className={styles.number} aria-hidden="true">
                    {chapter.number}
                  </span>
                  <div>
                    <h3>
                      <Link to={`/learn/${chapter.slug}`}>
                        <span className="visually-hidden">
                          Chapter {chapter.number}:{' '}
                        </span>
                        {chapter.title}
                      </Link>
                    </h3>
                    <p>{chapter.idea}</p>
                    <p className={styles.facts}>
                      <ChapterMark slug={chapter.slug} />
                      <span>{duration(chapter.minutes)}</span>
                      <span>{count(chapter.size.tests, 'test')}</span>
                      <Link
                        to={`/learn/${chapter.slug}/diff`}
                        aria-label={`What changed in chapter ${chapter.number}: ${count(chapter.change.files, 'file')}`}
                      >
                        {count(chapter.change.files, 'file')}{' '}
                        <LineCount {...chapter.change} />
                      </Link>
                    </p>
                  </div>
                </li>
              ))}
            </ol>
          </section>
        ))}
        <ProgressFile />
      </main>
    </Layout>
  );
}
