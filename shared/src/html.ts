import type { FileChange } from './diff.ts';
import type { Summary } from './summary.ts';

/** One page that needs no other file: the changes with their notes, readable without colour and without scripts. */
export function toHtml(
  title: string,
  changes: FileChange[],
  summary: Summary,
): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { max-width: 70rem; margin: 0 auto; padding: 1rem; }
  pre { overflow-x: auto; margin: 0; font: 0.875rem/1.5 ui-monospace, monospace; }
  section { border-top: 1px solid; margin-top: 2rem; }
  h2 { font-family: ui-monospace, monospace; font-size: 1.125rem; overflow-wrap: anywhere; }
  .note { max-width: 45rem; }
  ins, del { display: block; text-decoration: none; min-width: max-content; padding: 0 0.5rem; }
  ins { background: light-dark(#dafbe1, #12361f); }
  del { background: light-dark(#ffebe9, #4a1a1c); }
</style>
<main>
<h1>${escape(title)}</h1>
${summaryHtml(summary)}
${changes.map((change) => fileHtml(change)).join('\n')}
</main>
</html>
`;
}

function summaryHtml(summary: Summary): string {
  const rows = Object.entries(summary)
    .filter(([, items]: [string, string[]]) => items.length > 0)
    .map(
      ([what, items]: [string, string[]]) =>
        `<li>${what}: ${items.map((item) => `<code>${escape(item)}</code>`).join(', ')}</li>`,
    );
  return rows.length > 0 ? `<ul>${rows.join('')}</ul>` : '';
}

function fileHtml({ path, status, note, hunks }: FileChange): string {
  const parts = hunks.map((hunk) => {
    const lines = [
      ...hunk.beforeLines.map((line) => `<del>- ${escape(line)}</del>`),
      ...hunk.afterLines.map((line) => `<ins>+ ${escape(line)}</ins>`),
    ];
    const where = `line ${hunk.afterStart}`;
    return `${paragraph(hunk.note)}<pre tabindex="0" role="region" aria-label="${escape(path)}, ${where}">${lines.join('')}</pre>`;
  });

  return `<section><h2>${escape(path)} (${status})</h2>${paragraph(note)}${parts.join('\n')}</section>`;
}

function paragraph(note: string | undefined): string {
  return note ? `<p class="note">${escape(note)}</p>` : '';
}

/** `text` as HTML or XML shows it. */
export function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');
}
