import type { PrismTheme } from 'prism-react-renderer';

const colour = (kind: string) => ({ color: `var(--code-${kind})` });

/** Prism's theme by the site's own colours, so that code looks the same in a lesson and in a diff, by day and by night. */
export const codeTheme: PrismTheme = {
  plain: { color: 'var(--code-text)', backgroundColor: 'var(--code-surface)' },
  styles: [
    { types: ['comment'], style: colour('comment') },
    {
      types: ['string', 'template-string', 'regex', 'attr-value'],
      style: colour('string'),
    },
    {
      types: ['keyword', 'boolean', 'null', 'method', 'shell-symbol'],
      style: colour('keyword'),
    },
    { types: ['function'], style: colour('function') },
    { types: ['number', 'status-code'], style: colour('number') },
    { types: ['punctuation', 'operator'], style: colour('punctuation') },
    {
      types: ['class-name', 'builtin', 'constant', 'request-target'],
      style: colour('type'),
    },
    {
      types: ['property', 'string-property', 'literal-property', 'header-name'],
      style: colour('property'),
    },
    { types: ['inserted'], style: { color: 'var(--added-ink)' } },
    { types: ['deleted'], style: { color: 'var(--removed-ink)' } },
  ],
};
