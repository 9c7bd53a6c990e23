import Link from '@docusaurus/Link';
import CodeBlock from '@theme/CodeBlock';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { CSSProperties, ReactNode } from 'react';
import type { ChapterSummary, Opening, Site } from '../../../kit/types.ts';
import { FileLink } from '../../components/FileLink.tsx';
import { count, duration } from '../../components/size.tsx';
import styles from './styles.module.css';

type Data = Pick<Site, 'chapters' | 'totals' | 'opening' | 'project'>;

const sentence =
  'Build a production REST API from nothing, one small and fully explained change at a time.';

/** What this is, one true exchange, how the API grows, and a door for everyone who comes. */
export default function LandingPage({ data }: { data: Data }) {
  const { chapters, totals, opening, project } = data;
  const [first] = chapters;

  return (
    <Layout description={sentence}>
      <main className={`page ${styles.page}`}>
        <header className={styles.head}>
          <Heading as="h1">{sentence}</Heading>
          <p className={styles.start}>
            {first && (
              <Link
                className="button button--primary button--lg"
                to={`/learn/${first.slug}`}
              >
                Start with chapter {first.number}
              </Link>
            )}
            <Link className={styles.second} to="/learn">
              See {count(totals.chapters, 'chapter')},{' '}
              {duration(totals.minutes)}
            </Link>
          </p>
        </header>

        <OpeningExchange opening={opening} />
        <Growth chapters={chapters} />
        <Doors chapters={chapters} project={project} totals={totals} />
      </main>
    </Layout>
  );
}

function OpeningExchange({ opening }: { opening: Opening }) {
  const { chapter, request, response, code } = opening;
  return (
    <section className={styles.opening} aria-labelledby="exchange">
      <div className={styles.caption}>
        <h2 id="exchange">What it says, and the lines that say it</h2>
        <p>
          Recorded from{' '}
          <Link to={`/learn/${chapter.slug}`}>
            chapter {chapter.number}, {chapter.title}
          </Link>
          , as it runs. The tests fail when it answers anything else.
        </p>
      </div>
      <div>
        <CodeBlock language="http" title="Request">
          {request}
        </CodeBlock>
        <CodeBlock language="ts" title={code.path} showLineNumbers={code.start}>
          {code.text}
        </CodeBlock>
        <p>
          <Link to={code.href}>The whole file, and why it looks like this</Link>
        </p>
      </div>
      <div>
        <CodeBlock language="http" title="Response">
          {response}
        </CodeBlock>
      </div>
    </section>
  );
}

function Growth({ chapters }: { chapters: ChapterSummary[] }) {
  const most = Math.max(...chapters.map(({ size }) => size.lines));

  return (
    <section className={styles.growth} aria-labelledby="growth">
      <div className={styles.caption}>
        <h2 id="growth">How it grows</h2>
        <p>
          Lines of code and tests, chapter by chapter. The strong colour is what
          the chapter adds.
        </p>
      </div>
      <ol>
        {chapters.map(({ number, slug, title, size, change }) => (
          <li key={slug}>
            <span
              className={styles.bar}
              style={
                {
                  '--all': `${(size.lines / most) * 100}%`,
                  '--share': size.lines / most,
                  '--new': `${(change.lines / size.lines) * 100}%`,
                } as CSSProperties
              }
              aria-hidden="true"
            />
            <p>
              <Link to={`/learn/${slug}`}>
                {number} {title}
              </Link>
              <span>
                {count(size.lines, 'line')}
                {change.lines !== size.lines && more(change.lines)}
              </span>
              <span>
                {count(size.tests, 'test')}
                {change.tests !== size.tests && more(change.tests)}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Doors({ chapters, project, totals }: Omit<Data, 'opening'>) {
  const [first, second] = chapters;
  const last = chapters.at(-1);
  if (!first || !last) return null;

  return (
    <section className={styles.doors} aria-labelledby="doors">
      <div className={styles.caption}>
        <h2 id="doors">Come in by your own door</h2>
      </div>
      <Door title="To learn it">
        <p>
          Read a lesson, run its chapter, then build it yourself: the kit gives
          you the tests and, when you are stuck, hints.
        </p>
        <Command>
          npx ground-up start {(second ?? first).number} ../my-api
        </Command>
        <Link to={`/learn/${first.slug}`}>
          Chapter {first.number}: {first.title}
        </Link>
      </Door>
      <Door title="To look something up">
        <p>
          Go straight to the idea you need. Its code is the code that runs, and
          the {count(totals.exchanges, 'exchange')} were recorded from it.
        </p>
        <Command>npm start {last.number}</Command>
        <Link to="/learn">All chapters and their ideas</Link>
      </Door>
      <Door title="To teach it">
        <p>
          {count(totals.notes, 'note')} say why each change was made. Show a
          chapter as its diff from the one before, or print it.
        </p>
        <Command>
          npm run diff {first.number} {(second ?? first).number} -- --notes
        </Command>
        <Link to="/teach">Syllabi, lesson plans, questions</Link>
      </Door>
      <Door title="To keep it true">
        <p>
          Mend a chapter once and carry the mend into every later one. Proofs
          tell you when prose, code and responses disagree.
        </p>
        <Command>npx ground-up carry {(second ?? first).number}</Command>
        <FileLink to={project.contributing}>How to contribute</FileLink>
      </Door>
    </section>
  );
}

function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <article>
      <h3>{title}</h3>
      {children}
    </article>
  );
}

function Command({ children }: { children: ReactNode }) {
  return (
    <p className={styles.command}>
      <code>{children}</code>
    </p>
  );
}

function more(number: number): string {
  return ` (${number < 0 ? '−' : '+'}${Math.abs(number)})`;
}
