import { existsSync, readdirSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { readText } from '../../shared/src/chapters.ts';
import type { Kit } from '../../shared/src/kit.ts';
import { UserError } from '../../shared/src/user-error.ts';
import {
  conceptFolder,
  deriveConcepts,
  endOfConcept,
  fillConcept,
} from './concepts.ts';
import { replaceLinks, toInline } from './inline.ts';
import type { Inline } from './inline-text.ts';
import type { AddressOf } from './lesson-links.ts';
import { fillTabPage } from './tab-page.ts';

/** A text of the repository that becomes a page of its own. */
export interface MarkdownPage {
  path: string;
  /** With front matter, and links that lead to where the site shows their target. */
  text: string;
}

export interface Decision {
  slug: string;
  title: Inline[];
  /** The first sentence of its choice. */
  choice: Inline[];
  /** Whether it is about one chapter, and not about the kit. */
  isOfChapter: boolean;
}

const decisions = 'site/docs/decisions';

const tabPage = 'site/docs/tab.md';

const pages: Record<string, { path: string; description: string }> = {
  'site/docs/setup.md': {
    path: '/learn/setup',
    description: 'Install the kit, see that it runs, and read a chapter.',
  },
  'site/docs/verify.md': {
    path: '/verify',
    description: 'Check an API in any language, from outside.',
  },
  'site/docs/grade.md': {
    path: '/grade',
    description: 'Judge the work of a class from outside, in sandboxes.',
  },
  'site/docs/accessibility.md': {
    path: '/accessibility',
    description: 'What this site promises, how it is tested, what is missing.',
  },
  [tabPage]: {
    path: '/reference/tab',
    description: 'What a chapter that runs in a page can do, and what not.',
  },
  'CONTRIBUTING.md': {
    path: '/contribute',
    description: 'How to mend or add something, and how it is proved.',
  },
};

/** The texts that are pages: how to set up, to check an API and to contribute, accessibility, the decisions and the concepts. */
export function deriveMarkdownPages(
  kit: Kit,
  addressOf: AddressOf,
): MarkdownPage[] {
  const known = Object.entries(pages).map(([file, page]) => ({
    file,
    ...page,
  }));
  const decided = listDecisions(kit).map((name) => ({
    file: `${decisions}/${name}.md`,
    path: `/decisions/${name}`,
    description: '',
  }));

  const texts = [...known, ...decided].map(({ file, path, description }) => {
    const read = readText(join(kit.root, file));
    const text = file === tabPage ? fillTabPage(kit, read) : read;
    const back = file.startsWith(decisions)
      ? '\n[All decisions](/decisions)\n'
      : '';
    const body = withAddresses(kit, file, text, addressOf);
    const title = titleOf(text).replaceAll('`', '');
    return page(path, title, description || `Why: ${title}.`, body + back);
  });
  const concepts = deriveConcepts(kit).map((concept) => {
    const file = `${conceptFolder}/${concept.slug}.md`;
    const text = readText(join(kit.root, file));
    const filled = fillConcept(
      kit,
      file,
      withAddresses(kit, file, text, addressOf),
    );
    const path = `/concepts/${concept.slug}`;
    const body = filled + endOfConcept(kit, concept);
    const title = `${concept.title}: the concept`; // a chapter may have the same title
    return page(path, title, concept.idea, body);
  });
  return [...texts, ...concepts];
}

function page(
  path: string,
  title: string,
  description: string,
  body: string,
): MarkdownPage {
  const matter = Object.entries({ title, description }).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return { path, text: `---\n${matter.join('\n')}\n---\n\n${body}` };
}

/** The decisions with what was chosen, those about chapters in their order. */
export function deriveDecisions(kit: Kit): Decision[] {
  return listDecisions(kit)
    .map((slug) => {
      const text = readText(join(kit.root, decisions, `${slug}.md`));
      const choice = /^## Choice\n+([^]*?)(?:\n\n|$)/m.exec(text)?.[1] ?? '';
      const [sentence = ''] = choice.replaceAll('\n', ' ').split(/(?<=\.) /);
      return {
        slug,
        title: toInline(titleOf(text)),
        choice: toInline(sentence.replace(/:$/, '.')),
        isOfChapter: slug.startsWith('chapter-'),
        sortKey: titleOf(text),
      };
    })
    .sort((a, b) => a.sortKey.localeCompare(b.sortKey, 'en'))
    .map(({ sortKey: _, ...decision }) => decision);
}

function listDecisions({ root }: Kit): string[] {
  return readdirSync(join(root, decisions))
    .filter((name) => name.endsWith('.md'))
    .map((name) => basename(name, '.md'))
    .sort();
}

function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? '';
}

/** The text with links to files of the repository turned into addresses on the site. */
function withAddresses(
  kit: Kit,
  file: string,
  text: string,
  addressOf: AddressOf,
): string {
  return replaceLinks(text, (url) => {
    if (/^([a-z][a-z+.-]*:|#|\/)/i.test(url)) return url;

    const [path = '', ...hash] = url.split(/(?=#)/);
    const target = posix.join(posix.dirname(file), path);
    const chapter = /^chapters\/\d\d-([^/]+)\/README\.md$/.exec(target)?.[1];
    const [, folder, name] =
      /^site\/docs\/(decisions|concepts)\/(.+)\.md$/.exec(target) ?? [];
    const address = chapter
      ? `/learn/${chapter}`
      : name
        ? `/${folder}/${name}`
        : pages[target]?.path;
    if (address) return [address, ...hash].join('');
    if (!existsSync(join(kit.root, target)))
      throw new UserError(`${file}: ${path} leads to nothing. Mend the link.`);
    return target.endsWith('.png')
      ? posix.relative('site/.generated/pages/concepts', target)
      : addressOf(target);
  });
}
