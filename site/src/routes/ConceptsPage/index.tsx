import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { Concept } from '../../../kit/concepts.ts';
import { ChapterRefs } from '../../components/ChapterRefs.tsx';
import styles from './styles.module.css';

/** The topics that have a page of their own. */
export default function ConceptsPage({ data }: { data: Concept[] }) {
  return (
    <Layout
      title="Concepts"
      description="HTTP, middleware, transactions, tokens and others: one page each, with code and responses from the chapters."
    >
      <main className="page">
        <Heading as="h1">Concepts</Heading>
        <p className="lede">
          Ideas that many chapters need, each on a page of its own. The code and
          the responses come from the chapters, as they run.
        </p>
        <ul className={styles.concepts}>
          {data.map(({ slug, title, idea, taught }) => (
            <li key={slug}>
              <Link to={`/concepts/${slug}`}>{title}</Link>
              <p>{idea}</p>
              <p className={styles.taught}>
                Taught in <ChapterRefs slugs={taught} />
              </p>
            </li>
          ))}
        </ul>
      </main>
    </Layout>
  );
}
