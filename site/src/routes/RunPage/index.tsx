import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { RunPage as Data } from '../../../kit/types.ts';
import { tabPolicy } from '../../../tab/policy.ts';
import { useServed } from '../../components/use-served.ts';
import { Recorded } from './Recorded.tsx';
import styles from './styles.module.css';

/** Editor and runtime come when this page was asked for; no other page has them. */
const Tasks = lazy(() => import('../../components/tab/index.tsx'));

/** A chapter that runs in the page, or why it does not and what it answers. */
export default function RunPage({ data }: { data: Data }) {
  const { chapter, reason } = data;
  const { number, slug, title } = chapter;
  const code = useBaseUrl(`/learn/${slug}/code`);

  return (
    <Layout
      title={`Run ${number} ${title}`}
      description={`Change the code of chapter ${number}, run it, send it requests and run its tests, in this page.`}
    >
      <main className={`page ${styles.page}`}>
        <p className="eyebrow">
          <Link to={`/learn/${slug}`}>
            ← Lesson {number}: {title}
          </Link>
          <a href={code}>Code</a>
        </p>
        <Heading as="h1">Run chapter {number} here</Heading>
        {reason === null ? (
          <>
            <p className="lede">
              Change a file, press Run, send a request, run the tests. All of it
              happens in this page: nothing is installed, and nothing leaves
              your browser.
            </p>
            <div className="without-js">
              <p>
                Running a chapter here needs JavaScript. Without it, read{' '}
                <Link to={`/learn/${slug}`}>the lesson</Link> with its recorded
                exchanges, or <a href={code}>the code</a>. In a terminal:{' '}
                <code>npm start {number}</code>
              </p>
              <p>What there is to do in it:</p>
              <ul>
                {data.tasks.map(({ id, title }) => (
                  <li key={id} id={id}>
                    {title}
                  </li>
                ))}
              </ul>
            </div>
            <div className="needs-js">
              <Guarded>
                <Suspense fallback={<p data-loading>Loading …</p>}>
                  <Tasks page={data} />
                </Suspense>
              </Guarded>
            </div>
            <Limits />
          </>
        ) : (
          <>
            <p className="lede">
              This chapter cannot run in a page: {reason}. In a terminal it
              does: <code>npm start {number}</code>
            </p>
            <Recorded exchanges={data.recorded} />
          </>
        )}
      </main>
    </Layout>
  );
}

/**
 * Shows what runs code only where the page's policy holds. It came with the page; a page that was reached without loading
 * it, by the browser's way back, has none and is loaded.
 */
function Guarded({ children }: { children: ReactNode }) {
  const isServed = useServed();
  const [has, setHas] = useState<boolean>();
  useEffect(() => {
    const found = document.querySelector(
      'meta[http-equiv="Content-Security-Policy"]',
    );
    if (!found && !isServed) location.reload();
    else setHas(found !== null || process.env.NODE_ENV === 'development');
  }, [isServed]);

  if (has === undefined) return <p data-loading>Loading …</p>;
  return has ? (
    children
  ) : (
    <p role="status">
      This page has lost its Content-Security-Policy on the way, so nothing is
      run here. Reload it; if that does not help, tell whoever keeps this site.
    </p>
  );
}

function Limits() {
  return (
    <details className={styles.limits}>
      <summary>What this page may do, and what it cannot</summary>
      <p>
        Your code runs in a worker, a thread of its own: an endless loop is
        ended after some seconds, and the page stays usable. The worker has no
        access to what this site keeps in your browser. It obeys the page’s
        Content-Security-Policy, and so reaches no other host:
      </p>
      <ul>
        {Object.entries(tabPolicy).map(([name, sources]) => (
          <li key={name}>
            <code>
              {name} {sources}
            </code>
            {name === 'script-src' &&
              ', and the scripts of the page itself by their hashes'}
          </li>
        ))}
      </ul>
      <p>
        Files and databases live in memory and are gone with each start. Types
        are taken out, not checked.{' '}
        <Link to="/reference/tab">What else is different here</Link>. It works
        behind any static server, the archive of this site included; opened from
        a disk (<code>file://</code>
        ), no browser lets a page start a worker.
      </p>
    </details>
  );
}
