import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import type { ComponentProps, ReactNode } from 'react';

type Props = Omit<ComponentProps<'a'>, 'href' | 'ref'> & {
  /** A page's path, an address, or `file:` and the path of a text that is published with the site. */
  to: string;
  children: ReactNode;
};

/** A link to a page, to another site, or to a published text. */
export function FileLink({ to, children, ...rest }: Props) {
  const file = useBaseUrl(to.replace(/^file:/, ''));
  if (!to.startsWith('file:')) {
    return (
      <Link to={to} {...rest}>
        {children}
      </Link>
    );
  }

  return (
    <a href={file} {...rest}>
      {children}
    </a>
  );
}
