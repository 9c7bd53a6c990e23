import type { RunPage } from '../../../kit/types.ts';
import styles from './styles.module.css';

/** What a chapter that does not run here has answered when it was recorded. */
export function Recorded({ exchanges }: { exchanges: RunPage['recorded'] }) {
  return (
    <section aria-labelledby="recorded">
      <h2 id="recorded">What it answers</h2>
      <p>Recorded from the running chapter, and compared with every change.</p>
      {exchanges.map(({ name, title, request, response }) => (
        <details key={name} className={styles.exchange}>
          <summary>{title}</summary>
          <pre tabIndex={0} role="region" aria-label={`${title}: request`}>
            <code>{request}</code>
          </pre>
          <pre tabIndex={0} role="region" aria-label={`${title}: response`}>
            <code>{response}</code>
          </pre>
        </details>
      ))}
    </section>
  );
}
