import useBaseUrl from '@docusaurus/useBaseUrl';
import type { ReactNode } from 'react';

/** Lines of a file: its name leads to the whole of it, lines that are new in the chapter are marked. */
export function KitFile({
  'data-path': path,
  'data-href': href,
  'data-chapter': chapter,
  'data-fresh': fresh,
  children,
}: {
  'data-path': string;
  'data-href': string;
  'data-chapter'?: string;
  'data-fresh'?: string;
  children: ReactNode;
}) {
  const address = useBaseUrl(href);
  return (
    <div className="kit-file">
      <p>
        {/* No prefetch: the page holds every file of the chapter. */}
        <a href={address}>{path}</a>
        {chapter && ` in ${chapter}`}
        {fresh && <span className="kit-file-fresh">{fresh}</span>}
      </p>
      {children}
    </div>
  );
}
