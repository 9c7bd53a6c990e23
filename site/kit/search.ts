import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PagefindIndex } from 'pagefind';
import { anchorOfExport, anchorOfRow } from './anchors.ts';
import type { CodeReference } from './code-reference.ts';
import type { HttpReference } from './http-reference.ts';
import { anchorOfFile } from './diff-page.ts';
import { textOfInline } from './inline-text.ts';
import { referencePages } from './lookup-pages.ts';
import type { Site } from './types.ts';

/** The folder of the search index, below the site's root. */
export const searchFolder = 'pagefind';

/** What is found at one address, where that is no whole page. */
interface Entry {
  url: string;
  title: string;
  text: string;
}

/**
 * Writes the search index into the folder of a built site, and gives the number of what can be found: pages, with their
 * headings, and single entries of those pages that are lists. A browser loads the pieces of the index that it needs.
 */
export async function indexSite(
  site: Site,
  references: { code: CodeReference[]; http: HttpReference },
  build: string,
): Promise<number> {
  const { createIndex } = await import('pagefind'); // a module that cannot be required
  const { index, errors } = await createIndex({
    rootSelector: 'main',
    excludeSelectors: [
      'nav',
      'button',
      '.hash-link',
      '[class*=tocCollapsible]',
    ],
  });
  if (!index) throw new Error(errors.join(' '));

  const pages = pagesToFind(site);
  for (const url of pages) {
    const html = readFileSync(join(build, `${url}.html`), 'utf8');
    // Between cells and between lines there is nothing but a tag: the library would read them as one word.
    const content = html.replaceAll(/<\/(?:td|th|li)>|<br\s*\/?>/g, ' $&');
    check(await index.addHTMLFile({ url, content }));
  }
  const entries = [
    ...entriesOf(site),
    ...references.code.flatMap(exportsOf),
    ...operationsOf(references.http),
  ];
  for (const entry of entries) await addEntry(index, entry);

  const { files, errors: failed } = await index.getFiles();
  check({ errors: failed });
  const folder = join(build, searchFolder);
  rmSync(folder, { recursive: true, force: true });
  for (const { path, content } of files.filter(isNeeded)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  await index.deleteIndex();
  return pages.length + entries.length;
}

/** Pages of prose. Diffs and older code are left out: they say again what is found elsewhere. */
function pagesToFind({ chapters, lookup }: Site): string[] {
  return [
    ...chapters.map(({ slug }) => `/learn/${slug}`),
    ...lookup.markdown.map(({ path }) => path),
    ...['/reference/kit', '/reference/env', '/matrix', '/coming-from/python'],
  ];
}

function entriesOf({ lookup, codePages }: Site): Entry[] {
  const terms = lookup.glossary.letters.flatMap(({ entries }) =>
    entries.map(({ id, term, definition }) => ({
      url: `/glossary#${id}`,
      title: term,
      text: textOfInline(definition),
    })),
  );
  const errors = lookup.errors.flatMap(({ slug, rows }) =>
    rows.map((cells, index) => {
      const [title = '', ...rest] = cells.map(textOfInline);
      const url = `/reference/errors#${anchorOfRow(slug, index)}`;
      return { url, title, text: rest.join(' ') };
    }),
  );
  const newest = codePages.at(-1);
  const files = (newest?.files ?? []).map(({ path, text }) => ({
    url: `/learn/${newest?.chapter.slug}/code#${anchorOfFile(path)}`,
    title: path,
    text,
  }));
  return [...terms, ...errors, ...files];
}

/** What the code exports, by its name. */
function exportsOf({ name, files }: CodeReference): Entry[] {
  const { path } = referencePages[name];
  return files.flatMap((file) =>
    file.exports.map((one) => ({
      url: `${path}#${anchorOfExport(anchorOfFile(file.path), one.name)}`,
      title: one.name,
      text: `${file.path} ${textOfInline(one.about)}`,
    })),
  );
}

/** The operations of the API, by method and path; what they are asked and what they say to wrong input. */
function operationsOf({ groups }: HttpReference): Entry[] {
  const { path } = referencePages.http;
  return groups.flatMap(({ operations }) =>
    operations.map((one) => ({
      url: `${path}#${one.anchor}`,
      title: `${one.method} ${one.path}`,
      text: [
        ...one.exchanges.map(({ title }) => title),
        ...one.inputs.flatMap(({ fields, rules }) => [
          ...fields.map(({ name }) => name),
          ...[...rules, ...fields.flatMap((field) => field.rules)].map(
            ({ message }) => message,
          ),
        ]),
      ].join(' '),
    })),
  );
}

async function addEntry(
  index: PagefindIndex,
  { url, title, text }: Entry,
): Promise<void> {
  const content = `${title}: ${text}`;
  check(
    await index.addCustomRecord({
      url,
      content,
      language: 'en',
      meta: { title },
    }),
  );
}

/** The library brings user interfaces of its own, and what other languages need. */
function isNeeded({ path }: { path: string }): boolean {
  return !/ui\.|highlight|unknown/.test(path);
}

function check({ errors }: { errors: string[] }): void {
  if (errors.length > 0) throw new Error(errors.join(' '));
}
