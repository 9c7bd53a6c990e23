import useBaseUrl from '@docusaurus/useBaseUrl';
import { useKit } from './use-kit.ts';
import styles from './ChapterRefs.module.css';

/** Chapters by their numbers, each a link to the lesson; `anchor` is a heading in it. */
export function ChapterRefs({
  slugs,
  anchor,
}: {
  slugs: string[];
  anchor?: string;
}) {
  const { chapters } = useKit();
  const base = useBaseUrl('/learn/');

  return slugs.map((slug) => {
    const chapter = chapters.find((one) => one.slug === slug);
    if (!chapter) return null;
    // A plain link: a page of hundreds would otherwise fetch every chapter ahead.
    return (
      <a
        key={slug}
        className={styles.ref}
        href={`${base}${slug}${anchor ? `#${anchor}` : ''}`}
        title={chapter.title}
        aria-label={`${chapter.number} ${chapter.title}`}
      >
        {chapter.number}
      </a>
    );
  });
}

/** One chapter by number and title. */
export function ChapterLink({
  slug,
  anchor,
}: {
  slug: string;
  anchor?: string;
}) {
  const { chapters } = useKit();
  const base = useBaseUrl('/learn/');
  const chapter = chapters.find((one) => one.slug === slug);
  if (!chapter) return null;

  return (
    <a href={`${base}${slug}${anchor ? `#${anchor}` : ''}`}>
      {chapter.number} {chapter.title}
    </a>
  );
}
