import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { Decision } from '../../../kit/markdown-pages.ts';
import { Inline } from '../../components/Inline.tsx';
import styles from './styles.module.css';

/** What was decided for the kit, with a page of reasons for each. */
export default function DecisionsPage({ data }: { data: Decision[] }) {
  const groups = [
    { title: 'The kit', id: 'the-kit', isOfChapter: false },
    { title: 'Single chapters', id: 'single-chapters', isOfChapter: true },
  ];

  return (
    <Layout
      title="Decisions"
      description="What was decided for Ground Up, what else was considered, and what it costs."
    >
      <main className="page">
        <Heading as="h1">Decisions</Heading>
        <p className="lede">
          What others will ask about: what was chosen, what else was considered,
          and what it costs. One short page each.
        </p>
        {groups.map(({ title, id, isOfChapter }) => (
          <section key={id} className={styles.group}>
            <Heading as="h2" id={id}>
              {title}
            </Heading>
            <ul>
              {data
                .filter((decision) => decision.isOfChapter === isOfChapter)
                .map(({ slug, title, choice }) => (
                  <li key={slug}>
                    <Link to={`/decisions/${slug}`}>
                      <Inline pieces={title} />
                    </Link>
                    <p>
                      <Inline pieces={choice} />
                    </p>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </main>
    </Layout>
  );
}
