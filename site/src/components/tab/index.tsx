import useBaseUrl from '@docusaurus/useBaseUrl';
import { useEffect, useState } from 'react';
import type { RunFile, RunPage } from '../../../kit/types.ts';
import type { Built } from '../../../tab/tab.ts';
import { Workbench } from './Workbench.tsx';
import styles from './workbench.module.css';

/** What there is to do on the page: the chapter itself, its bug, its exercises. The address says which by its hash. */
export default function Tasks({ page }: { page: RunPage }) {
  const { slug } = page.chapter;
  const lesson = useBaseUrl(`/learn/${slug}`);
  const address = useBaseUrl(`/tab/chapters/${slug}.json`);
  const [id, setId] = useState(() => location.hash.slice(1));
  const [built, setBuilt] = useState<Built>();
  const [isFailed, setFailed] = useState(false);

  useEffect(() => {
    const onHash = () => setId(location.hash.slice(1));
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  useEffect(() => {
    fetch(address)
      .then((response) => response.json() as Promise<Built>)
      .then(setBuilt)
      .catch(() => setFailed(true));
  }, [address]);

  if (isFailed)
    return (
      <p role="status">
        The chapter’s files could not be loaded. Look at your connection, then
        reload the page.
      </p>
    );
  if (!built)
    return (
      <p role="status" data-loading>
        Loading …
      </p>
    );

  const task = page.tasks.find((one) => one.id === id);
  const chapter = Object.entries(built.files).map(
    ([path, text]) => [path, { text, hash: page.files[path] ?? '' }] as const,
  );
  const given: Record<string, RunFile> = {
    ...Object.fromEntries(chapter),
    ...task?.files,
  };

  return (
    <>
      <p className={styles.choice}>
        <label htmlFor="task">What you work on</label>
        <select
          id="task"
          value={task?.id ?? ''}
          onChange={({ target }) => {
            history.replaceState(history.state, '', `#${target.value}`);
            setId(target.value);
          }}
        >
          <option value="">The chapter as it is</option>
          {page.tasks.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
      </p>
      {task && (
        <section className={styles.task} aria-labelledby="task-title">
          <h2 id="task-title">{task.title}</h2>
          <div dangerouslySetInnerHTML={{ __html: task.html }} />
          <p>
            <a href={`${lesson}#${task.hash}`}>In the lesson</a>
          </p>
        </section>
      )}
      <Workbench
        key={task?.id ?? ''}
        page={page}
        task={task}
        given={given}
        built={built}
      />
    </>
  );
}
