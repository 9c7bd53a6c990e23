import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { SettingsReference } from '../../../kit/reference.ts';
import { ChapterLink } from '../../components/ChapterRefs.tsx';
import { Inline } from '../../components/Inline.tsx';
import { Tokens } from '../../components/Tokens.tsx';
import styles from './styles.module.css';

/** The settings of the newest chapter: what each is for, its default, what is allowed, the chapter that brought it. */
export default function SettingsPage({
  data: { chapter, settings, others },
}: {
  data: SettingsReference;
}) {
  return (
    <Layout
      title="Settings of the API"
      description="The environment variables of the API: what each is for, its default and what is allowed."
    >
      <main className="page">
        <Heading as="h1">Settings</Heading>
        <p className="lede">
          The {settings.length} settings of <ChapterLink slug={chapter} />, in
          the environment or in the file <code>.env</code>. A wrong value stops
          the API at its start, and it says which.
        </p>

        {settings.map(({ name, about, command, value, from, rule }) => (
          <section key={name} className={styles.setting}>
            <Heading as="h2" id={name.toLowerCase().replaceAll('_', '-')}>
              {name}
            </Heading>
            <p>
              <Inline pieces={about} />
            </p>
            {command && (
              <p>
                Make one: <code>{command}</code>
              </p>
            )}
            <dl>
              <div>
                <dt>Default</dt>
                <dd>{value ? <code>{value}</code> : 'none'}</dd>
              </div>
              <div>
                <dt>Since</dt>
                <dd>
                  <ChapterLink slug={from} />
                </dd>
              </div>
              {rule.length > 0 && (
                <div>
                  <dt>Checked by</dt>
                  <dd>
                    <code className={styles.rule}>
                      {rule.map((tokens, index) => (
                        <span key={index}>
                          <Tokens tokens={tokens} />
                          {'\n'}
                        </span>
                      ))}
                    </code>
                  </dd>
                </div>
              )}
            </dl>
          </section>
        ))}

        {others.map(({ name, about, from }) => (
          <section key={name} className={styles.setting}>
            <Heading as="h2" id={name.toLowerCase().replaceAll('_', '-')}>
              {name}
            </Heading>
            <p>
              <Inline pieces={about} />
            </p>
            <dl>
              <div>
                <dt>Default</dt>
                <dd>none, and it has no place in .env</dd>
              </div>
              <div>
                <dt>Since</dt>
                <dd>
                  <ChapterLink slug={from} />
                </dd>
              </div>
            </dl>
          </section>
        ))}
      </main>
    </Layout>
  );
}
