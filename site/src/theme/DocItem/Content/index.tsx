import Link from '@docusaurus/Link';
import { useDoc } from '@docusaurus/plugin-content-docs/client';
import useBaseUrl from '@docusaurus/useBaseUrl';
import Content from '@theme-original/DocItem/Content';
import type { Props } from '@theme/DocItem/Content';
import { count, LineCount } from '../../../components/size.tsx';
import { RunLink } from '../../../components/lesson/RunLink.tsx';
import { useKit } from '../../../components/use-kit.ts';

/** A lesson between its place in the whole and the way to its diff. */
export default function LessonContent(props: Props) {
  const { metadata } = useDoc();
  const { chapters } = useKit();
  const at = chapters.findIndex(({ name }) => metadata.id === `${name}/README`);
  const chapter = chapters[at];
  const code = useBaseUrl(`/learn/${chapter?.slug}/code`);
  if (!chapter) return <Content {...props} />;

  const before = chapters[at - 1];
  const { number, part, slug, change } = chapter;
  const diff = `/learn/${slug}/diff`;
  return (
    <>
      <p className="eyebrow">
        <span>
          Part {part} · Chapter {number}
        </span>
        <span className="lesson-ways">
          <Link to={diff}>{before ? 'What changed' : 'Why it is so'}</Link>
          {/* No prefetch: the page holds every file of the chapter. */}
          <a href={code}>Code</a>
          <Link to={`/learn/${slug}/hints`}>Hints</Link>
          <RunLink to={`/learn/${slug}/run`}>Run it here</RunLink>
        </span>
      </p>
      <Content {...props} />
      <aside className="lesson-end" aria-label="The code of this chapter">
        <p>
          {before
            ? `From chapter ${before.number} to ${number}: `
            : `The code of chapter ${number}: `}
          {count(change.files, 'file')}, <LineCount {...change} /> lines.
        </p>
        <Link className="button button--primary" to={diff}>
          {before ? 'Read the diff with its notes' : 'Read the code'}
        </Link>
      </aside>
    </>
  );
}
