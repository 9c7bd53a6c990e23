import useBaseUrl from '@docusaurus/useBaseUrl';
import type { ReactNode } from 'react';

/**
 * The way to the page on which a chapter runs. It is loaded whole: only then does its own Content-Security-Policy hold,
 * and nothing of it is fetched before.
 */
export function RunLink({
  to,
  children,
}: {
  /** `/learn/crud/run#bug` */
  to: string;
  children: ReactNode;
}) {
  return <a href={useBaseUrl(to)}>{children}</a>;
}

/** The same, from a lesson's text. */
export function RunPart({ 'data-to': to }: { 'data-to': string }) {
  return (
    <p className="run-link">
      <RunLink to={to}>Do it here, in the page</RunLink>
    </p>
  );
}
