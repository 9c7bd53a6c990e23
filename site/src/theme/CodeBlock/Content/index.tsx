import { usePrismTheme } from '@docusaurus/theme-common';
import { useCodeBlockContext } from '@docusaurus/theme-common/internal';
import type { Props } from '@theme/CodeBlock/Content';
import { lazy, Suspense, useLayoutEffect, useState } from 'react';
import { useServed } from '../../../components/use-served.ts';

const Highlighted = lazy(() => import('./Highlighted.tsx'));

/** Code in colour as it came with pages: tabs take theirs away and put it back. */
const served = new Map<string, { className?: string; html: string }>();

/** React leaves what it finds when a page comes alive. */
const asItStands = { className: undefined, html: '' };

/**
 * Code as a browser shows it; the server has `Highlighted` in place of this (kit/plugin.ts). What came with the page is in
 * colour already and stays as it is, so Prism, a sixth of all JavaScript, is loaded only for code that appears later.
 */
export default function CodeBlockContent(props: Props) {
  const { metadata, wordWrap } = useCodeBlockContext();
  const { code, language, lineNumbersStart } = metadata;
  const ref = wordWrap.codeBlockRef;
  const style = usePrismTheme().plain;
  const isServed = useServed();
  const key = [language, lineNumbersStart, code].join('\n');
  const [known] = useState(isServed ? asItStands : served.get(key));
  useLayoutEffect(() => {
    const pre = ref.current;
    if (known === asItStands && pre)
      served.set(key, { className: pre.className, html: pre.innerHTML });
  }, [known, key, ref]);

  if (known)
    return (
      <pre
        ref={ref}
        tabIndex={0}
        className={known.className}
        style={style}
        suppressHydrationWarning
        dangerouslySetInnerHTML={{ __html: known.html }}
      />
    );
  return (
    <Suspense
      fallback={
        <pre ref={ref} tabIndex={0} className={props.className} style={style}>
          <code>{code}</code>
        </pre>
      }
    >
      <Highlighted {...props} />
    </Suspense>
  );
}
