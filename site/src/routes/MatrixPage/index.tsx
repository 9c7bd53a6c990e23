import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { Matrix } from '../../../kit/matrix.ts';
import { ChapterLink, ChapterRefs } from '../../components/ChapterRefs.tsx';
import { count } from '../../components/size.tsx';
import { useKit } from '../../components/use-kit.ts';
import styles from './styles.module.css';

/** Which promises of the API hold in which chapter. */
export default function MatrixPage({
  data: { features, totals },
}: {
  data: Matrix;
}) {
  const { chapters } = useKit();
  const last = chapters.at(-1);

  return (
    <Layout
      title="What holds where"
      description="Which promises of the API hold in which chapter, as its contract suites check them."
    >
      <main className="page">
        <Heading as="h1">What holds where</Heading>
        <p className="lede">
          Chapter {last?.number} keeps {count(totals.at(-1) ?? 0, 'promise')}. A
          promise that a chapter makes is kept by every chapter after it: the
          tests ask each chapter&apos;s server for all of them, with SQLite and
          with PostgreSQL from the chapter on that has a database.{' '}
          <Link to="/proved">When they last did</Link>
        </p>

        <div
          className={styles.scroll}
          role="region"
          tabIndex={0}
          aria-label="Promises by chapter"
        >
          <table className={styles.matrix}>
            <thead>
              <tr>
                <th scope="col">Promises about</th>
                {chapters.map(({ slug }) => (
                  <th key={slug} scope="col">
                    <ChapterRefs slugs={[slug]} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {features.map(({ name, holds, promises }) => (
                <tr key={name}>
                  <th scope="row">
                    <a href={`#${name}`}>{name}</a>
                  </th>
                  {holds.map((isKept, index) => (
                    <td
                      key={index}
                      className={
                        isKept && !holds[index - 1] ? styles.first : undefined
                      }
                    >
                      {isKept ? promises.length : <span>–</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">together</th>
                {totals.map((total, index) => (
                  <td key={index}>{total}</td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
        <p className={styles.how}>
          Ask any server for them, also one that is not written in Node.js:{' '}
          <code>npx ground-up verify {last?.number} --url http://…</code>
        </p>

        {features.map(({ name, from, promises }) => (
          <section key={name} className={styles.feature}>
            <Heading as="h2" id={name}>
              {name}
            </Heading>
            <p>
              {count(promises.length, 'promise')}, from{' '}
              <ChapterLink slug={from} /> on
            </p>
            <ul>
              {promises.map((promise) => (
                <li key={promise}>{promise}</li>
              ))}
            </ul>
          </section>
        ))}
      </main>
    </Layout>
  );
}
