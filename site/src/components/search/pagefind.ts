/** What this site uses of the search library, which stands among the built files: https://pagefind.app/docs/api/ */
interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>;
  init(): Promise<void>;
  search(words: string): Promise<{ results: Hit[] }>;
}

interface Hit {
  score: number;
  data(): Promise<Page>;
}

interface Page extends Place {
  meta: { title: string };
  sub_results: (Place & { title: string })[];
}

/** An address, and the text around the words, in which they are marked: HTML. */
interface Place {
  url: string;
  excerpt: string;
}

/** A page, or an entry of one, with the headings under which the words stand. */
export interface Found extends Place {
  title: string;
  kind: string;
  places: (Place & { title: string })[];
}

const most = 12;

/** Code says a word often, and explains it nowhere: a lesson of the same score comes first. */
const weightOfCode = 0.35;

/** Who types the whole name of something wants that. */
const weightOfName = 4;
let library: Promise<Pagefind> | undefined;

/** What has all the words, best first, and how many places there are in all. Rejects where there is no index: in a site that was not built. */
export async function search(
  words: string,
  baseUrl: string,
): Promise<{ found: Found[]; total: number }> {
  library ??= load(baseUrl);
  library.catch(() => (library = undefined));
  const { results } = await (await library).search(words);
  const isNamed = (title: string) =>
    title.toLowerCase() === words.toLowerCase();
  const pages = await Promise.all(
    results.slice(0, 2 * most).map(async ({ score, data }) => {
      const { url, excerpt, meta, sub_results } = await data();
      const kind = kindOf(url.slice(baseUrl.length));
      const places = sub_results.filter(
        (place) => place.url !== url && place.url.includes('#'),
      );
      return {
        ...{ url, excerpt, title: meta.title, kind },
        places: places.slice(0, 3),
        rank:
          score *
          (kind === 'Code' ? weightOfCode : 1) *
          (isNamed(meta.title) ? weightOfName : 1),
      };
    }),
  );
  const found = pages.sort((a, b) => b.rank - a.rank).slice(0, most);
  return { found, total: results.length };
}

async function load(baseUrl: string): Promise<Pagefind> {
  const address = `${baseUrl}pagefind/pagefind.js`;
  const pagefind = (await import(
    /* webpackIgnore: true */ address
  )) as Pagefind;
  await pagefind.options({ baseUrl, excerptLength: 24 });
  await pagefind.init();
  return pagefind;
}

/** What stands at an address, in a word. */
function kindOf(path: string): string {
  const kinds: [start: RegExp, kind: string][] = [
    [/^learn\/[^/]+\/code/, 'Code'],
    [/^learn\/setup/, 'Page'],
    [/^learn\//, 'Lesson'],
    [/^glossary/, 'Glossary'],
    [/^concepts/, 'Concept'],
    [/^reference\/errors/, 'Error message'],
    [/^reference/, 'Reference'],
    [/^decisions/, 'Decision'],
  ];
  return kinds.find(([start]) => start.test(path))?.[1] ?? 'Page';
}
