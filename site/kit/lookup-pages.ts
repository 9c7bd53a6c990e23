import type { LookUp } from './lookup.ts';

export interface Page {
  path: string;
  name: string;
  /** Its folder below src/routes. */
  component: string;
  data: object;
}

/** The pages with what the code exports and what the API answers, by what they describe. */
export const referencePages = {
  http: { path: '/reference/http', name: 'reference-http' },
  api: { path: '/reference/code', name: 'reference-code' },
  kit: { path: '/reference/code/kit', name: 'reference-code-kit' },
};

/** The look-up pages, each with its data. */
export function lookUpPages(lookup: LookUp): Page[] {
  return [
    page('/concepts', 'ConceptsPage', lookup.concepts),
    page('/glossary', 'GlossaryPage', lookup.glossary),
    page('/reference/kit', 'CommandsPage', lookup.commands),
    page('/reference/env', 'SettingsPage', lookup.settings),
    page('/reference/errors', 'ErrorsPage', lookup.errors),
    page('/matrix', 'MatrixPage', lookup.matrix),
    page('/proved', 'ProvedPage', lookup.proved),
    page('/coming-from/python', 'PythonPage', lookup.python),
    page('/decisions', 'DecisionsPage', lookup.decisions),
  ];
}

function page(path: string, component: string, data: object): Page {
  return { path, name: path.slice(1).replaceAll('/', '-'), component, data };
}
