import MDXComponents from '@theme-original/MDXComponents';
import type { ComponentProps } from 'react';

/** Folded answers stay the browser's own: they open without JavaScript. */
export default {
  ...MDXComponents,
  details: (props: ComponentProps<'details'>) => <details {...props} />,
};
