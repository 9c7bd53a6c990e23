import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const script = /<script src="?([^\s">]+)"? defer(?:="[^"]*")?><\/script>/g;

/**
 * Lets text come first in every page of a built site. Browsers ask for its letters before they have read the style sheet: what
 * is read first then appears once, and nothing moves. And they ask for scripts when something has been shown: until then
 * scripts, which are the most there is to load, would share the network with what is read. A tab behind another shows nothing,
 * and gets them all the same.
 */
export function showTextFirst(build: string, baseUrl: string): void {
  const letters = readdirSync(join(build, 'assets', 'fonts')).find((name) =>
    /next-latin-wght-normal.*\.woff2$/.test(name),
  );
  if (!letters) throw new Error('There are no letters in assets/fonts.');

  const link = `<link rel="preload" href="${baseUrl}assets/fonts/${letters}" as="font" type="font/woff2" crossorigin>`;
  const pages = readdirSync(build, { recursive: true, encoding: 'utf8' });
  for (const page of pages.filter((name) => name.endsWith('.html'))) {
    const file = join(build, page);
    const html = readFileSync(file, 'utf8');
    const scripts = Array.from(html.matchAll(script), ([, src = '']) => src);
    if (scripts.length === 0)
      throw new Error(`${page} loads no scripts in the form that is known.`);
    writeFileSync(
      file,
      html
        .replaceAll(script, '')
        .replace('</head>', `<script>${loader(scripts)}</script></head>`)
        .replace(/<meta charset=[^>]+>/i, `$&${link}`),
    );
  }
}

/** Loads scripts, in order, of a page that is there whole: after its first paint, or a second after all else is loaded. */
function loader(scripts: string[]): string {
  return `(()=>{let isDone;const load=()=>{if(isDone)return;isDone=true;for(const src of ${JSON.stringify(scripts)})document.head.append(Object.assign(document.createElement("script"),{src,async:false}))};new PerformanceObserver((list,observer)=>{observer.disconnect();if(document.readyState==="loading")addEventListener("DOMContentLoaded",load);else load()}).observe({type:"paint",buffered:true});addEventListener("load",()=>setTimeout(load,1000))})()`;
}
