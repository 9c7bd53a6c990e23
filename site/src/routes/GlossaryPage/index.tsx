import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import { Fragment } from 'react';
import type { Glossary, GlossaryEntry } from '../../../kit/glossary.ts';
import { ChapterLink, ChapterRefs } from '../../components/ChapterRefs.tsx';
import { Filter, useFilter } from '../../components/Filter.tsx';
import { Inline } from '../../components/Inline.tsx';
import styles from './styles.module.css';

/** Every term of the kit with its definition, where it is taught and where it is used. */
export default function GlossaryPage({
  data: { letters, total },
}: {
  data: Glossary;
}) {
  const entries = letters.flatMap((group) => group.entries);
  const brokenLinks = useBrokenLinks();
  for (const { id } of entries) brokenLinks.collectAnchor(id);
  for (const { anchor } of letters) brokenLinks.collectAnchor(anchor);

  const { found, box } = useFilter(entries, textOfEntry);
  const shown = letters
    .map((group) => ({
      ...group,
      entries: group.entries.filter((entry) => found.includes(entry)),
    }))
    .filter((group) => group.entries.length > 0);

  return (
    <Layout
      title="Glossary"
      description={`${total} terms of HTTP, databases and Node.js, each defined in a sentence or two, with the chapter that teaches it.`}
    >
      <main className="page">
        <Heading as="h1">Glossary</Heading>
        <p className="lede">
          {total} terms, each with the chapter that teaches it and those that
          use it again.
        </p>
        <Filter
          {...box}
          label="Find a term"
          placeholder="token, foreign key …"
        />
        <nav className={styles.letters} aria-label="Letters">
          {shown.map(({ letter, anchor }) => (
            <a key={letter} href={`#${anchor}`}>
              {letter}
            </a>
          ))}
        </nav>

        {shown.map(({ letter, anchor, entries }) => (
          <section
            key={letter}
            className={styles.group}
            aria-labelledby={anchor}
          >
            <h2 id={anchor}>{letter}</h2>
            <dl>
              {entries.map((entry) => (
                <div key={entry.id} id={entry.id} className={styles.entry}>
                  <dt>{entry.term}</dt>
                  <dd>
                    <Inline pieces={entry.definition} />
                  </dd>
                  <dd className={styles.refs}>
                    <span>
                      Taught in{' '}
                      {entry.taught.map((slug, index) => (
                        <Fragment key={slug}>
                          {index > 0 && ', '}
                          <ChapterLink slug={slug} />
                        </Fragment>
                      ))}
                    </span>
                    {entry.used.length > 0 && (
                      <span>
                        used in <ChapterRefs slugs={entry.used} />
                      </span>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </main>
    </Layout>
  );
}

function textOfEntry({ term, id }: GlossaryEntry): string {
  return `${term} ${id}`;
}
