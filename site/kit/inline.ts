import MarkdownIt, { type Token } from 'markdown-it';
import type { Inline } from './inline-text.ts';

/** A row of a table in Markdown, with the heading of the section that it stands in. */
export interface Row {
  section: string;
  /** The text of the folded box that it stands in; empty outside of one. */
  box: string;
  cells: Inline[][];
  /** The headings of its table. */
  headings: string[];
}

const parser = new MarkdownIt({ html: true });

/** One line of Markdown. `addressOf` gives the address of a link on the site. */
export function toInline(
  markdown: string,
  addressOf = (url: string) => url,
): Inline[] {
  const [token] = parser.parseInline(markdown, {});
  return readInline(token?.children ?? [], addressOf);
}

/** The rows of all tables of a text, in order. */
export function readTables(
  markdown: string,
  addressOf = (url: string) => url,
): Row[] {
  const rows: Row[] = [];
  let section = '';
  let box = '';
  let headings: string[] = [];
  let cells: Inline[][] = [];

  const tokens = parser.parse(markdown, {});
  tokens.forEach((token, index) => {
    const content = tokens[index + 1];
    if (token.type === 'heading_open' && token.tag === 'h2') {
      section = content?.content ?? '';
    } else if (token.type === 'html_block') {
      const opened = /<summary>(.*?)<\/summary>/.exec(token.content)?.[1];
      if (opened !== undefined) box = opened;
      else if (token.content.includes('</details>')) box = '';
    } else if (token.type === 'thead_open') {
      headings = [];
    } else if (token.type === 'th_open') {
      headings.push(content?.content ?? '');
    } else if (token.type === 'tr_open') {
      cells = [];
    } else if (token.type === 'td_open') {
      cells.push(readInline(content?.children ?? [], addressOf));
    } else if (token.type === 'tr_close' && cells.length > 0) {
      rows.push({ section, box, headings, cells });
      cells = [];
    }
  });

  return rows;
}

/** The text with its links as `write` gives them, a link being `](address)`; what stands in fences is left alone. */
export function replaceLinks(
  markdown: string,
  write: (url: string) => string,
): string {
  return markdown
    .split(/^(```[^]*?^```)$/m)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replaceAll(
            /\]\(([^)\s]+)\)/g,
            (_, url: string) => `](${write(url)})`,
          ),
    )
    .join('');
}

/** The prose of a text, paragraph by paragraph: without code blocks, HTML and addresses. */
export function readProse(markdown: string): string[] {
  return parser
    .parse(markdown, {})
    .filter(({ type }) => type === 'inline')
    .map(({ children }) =>
      (children ?? [])
        .filter(({ type }) => type !== 'html_inline')
        .map(({ type, content }) => (type.endsWith('break') ? ' ' : content))
        .join(''),
    );
}

function readInline(
  tokens: Token[],
  addressOf: (url: string) => string,
): Inline[] {
  const root: Inline[] = [];
  const open: Inline[][] = [root];
  const add = (piece: Inline) => open.at(-1)?.push(piece);
  const begin = (piece: Exclude<Inline, string> & { children: Inline[] }) => {
    add(piece);
    open.push(piece.children);
  };

  for (const token of tokens) {
    if (token.type === 'code_inline') {
      add({ kind: 'code', text: token.content });
    } else if (token.type === 'em_open') {
      begin({ kind: 'em', children: [] });
    } else if (token.type === 'strong_open') {
      begin({ kind: 'strong', children: [] });
    } else if (token.type === 'link_open') {
      const to = addressOf(String(token.attrGet('href') ?? ''));
      begin({ kind: 'link', to, children: [] });
    } else if (token.type.endsWith('_close')) {
      open.pop();
    } else if (token.type.endsWith('break') || token.type === 'html_inline') {
      add(' '); // the one tag that lessons have in a line is <br>
    } else if (token.content) {
      add(token.content);
    }
  }

  return root;
}
