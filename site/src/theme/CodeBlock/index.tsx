import type { Props } from '@theme/CodeBlock';
import ElementContent from '@theme/CodeBlock/Content/Element';
import StringContent from '@theme/CodeBlock/Content/String';
import { Children, isValidElement } from 'react';

/**
 * A block of code. The theme's own makes each a second time when a page comes alive, for colours that differ between light
 * and dark; ours are variables, so what came with the page stays (a lesson has dozens of blocks).
 */
export default function CodeBlock({ children, ...props }: Props) {
  const parts = Children.toArray(children);
  return parts.some((part) => isValidElement(part)) ? (
    <ElementContent {...props}>{children}</ElementContent>
  ) : (
    <StringContent {...props}>{parts.join('')}</StringContent>
  );
}
