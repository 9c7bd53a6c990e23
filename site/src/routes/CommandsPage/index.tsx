import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { CommandReference } from '../../../kit/reference.ts';
import { ChapterRefs } from '../../components/ChapterRefs.tsx';
import styles from './styles.module.css';

/** The kit's command line: how to call each command, what it does, which lessons call it. */
export default function CommandsPage({
  data: { help, groups },
}: {
  data: CommandReference;
}) {
  return (
    <Layout
      title="Commands"
      description="The command line of Ground Up: how to call each command, and what it does."
    >
      <main className="page">
        <Heading as="h1">Commands</Heading>
        <p className="lede">
          All of them run in the folder of the kit as{' '}
          <code>npx ground-up …</code>, and some have a shorter name. A chapter
          is named by its number or its slug. What stands in brackets may be
          left out. With npm, options follow after <code>--</code>.
        </p>

        {groups.map(({ title, anchor, commands }) => (
          <section key={anchor} className={styles.group}>
            <Heading as="h2" id={anchor}>
              {title}
            </Heading>
            {commands.map(({ name, usage, about, short, used }) => (
              <article key={name} className={styles.command}>
                <Heading as="h3" id={name}>
                  {name}
                </Heading>
                <p className={styles.usage}>
                  <code>npx ground-up {usage}</code>
                </p>
                <p>{about.charAt(0).toUpperCase() + about.slice(1)}.</p>
                {(short ?? used.length > 0) && (
                  <p className={styles.facts}>
                    {short && (
                      <span>
                        Shorter:{' '}
                        <code>
                          {short}
                          {usage.slice(name.length).split(' [--')[0]}
                        </code>
                      </span>
                    )}
                    {used.length > 0 && (
                      <span>
                        Used in <ChapterRefs slugs={used} />
                      </span>
                    )}
                  </p>
                )}
              </article>
            ))}
          </section>
        ))}

        <section className={styles.group}>
          <Heading as="h2" id="help">
            What --help prints
          </Heading>
          <pre tabIndex={0} aria-label="What --help prints">
            <code>{help}</code>
          </pre>
        </section>
      </main>
    </Layout>
  );
}
