import includeLanguages from '@theme-original/prism-include-languages';
import type * as PrismNamespace from 'prismjs';

/** Prism, with JSON in the body of HTTP messages whatever stands after `application/json`. */
export default function includeLanguagesOfLessons(
  Prism: typeof PrismNamespace,
): void {
  includeLanguages(Prism);
  Prism.languages.insertBefore('http', 'header', {
    'json-body': {
      pattern: /(\n\n)[[{][\s\S]*$/,
      lookbehind: true,
      inside: Prism.languages.json,
    },
  });
}
