import { join } from 'node:path';
import type { Chapter } from '../chapters.ts';

/** `ground-up.mjs` of a workspace: what its npm scripts call. */
export const launcher = `// Calls the kit that made this workspace. Its folder is "kit" in .ground-up.json.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const state = new URL('.ground-up.json', import.meta.url);
const kit = readKit();
const bin = join(kit, 'shared', 'bin', 'ground-up.js');

if (kit && existsSync(bin)) await import(pathToFileURL(bin).href);
else {
  console.error(
    kit
      ? \`The kit is not in \${kit} any more. Put its new folder into "kit" of .ground-up.json, or make a new workspace with start.\`
      : '.ground-up.json is missing or broken. Make a new workspace with start, and copy your src/ into it.',
  );
  process.exitCode = 1;
}

function readKit() {
  try {
    return String(JSON.parse(readFileSync(state, 'utf8')).kit ?? '');
  } catch {
    return '';
  }
}
`;

/** The lesson's file: absolute. */
export function lessonOf({ dir }: Chapter): string {
  return join(dir, 'README.md');
}

/** README.md of a workspace; `beside`: what the student writes beside src/. */
export function readme(chapter: Chapter, beside: string[]): string {
  const { number, manifest } = chapter;
  const code =
    number === '01'
      ? '`src/` is empty: you write all of it'
      : '`src/` holds the code you begin with';

  const list = beside.map((path) => `\`${path}\``).join(', ');
  const yours = list ? `\`src/\`, and write ${list},` : '`src/`';

  return `# ${number} ${manifest.title}

${manifest.idea}

The lesson: ${lessonOf(chapter)}

${code}. \`tests/\` holds this chapter's tests. Change ${yours} until they pass. Add files and tests of your own as you like.

| command                        | what it does                                                           |
| ------------------------------ | ---------------------------------------------------------------------- |
| \`npm run check\`                | runs the chapter's tests on your code                                  |
| \`npm run hint\`                 | gives the next hint for the first test that fails                      |
| \`npm run compare\`              | shows your code against the chapter's                                  |
| \`npm run solution\`             | shows the chapter's change; with \`-- --apply\` merges it into your code |
| \`npm run next\`                 | commits your work and brings the next chapter's tests                  |
| \`npm run reset\`                | commits your work and goes back to the start of this chapter           |
| \`npm run update\`               | merges what changed in the kit since into your work                    |
| \`npm run exercise exercises/1\` | runs the tests of an exercise                                          |
| \`npm run dev\`                  | runs your API and starts it again after each change                    |
| \`npm test\`                     | runs all tests of this folder, yours too                               |

\`requests.http\` holds requests to try. \`.ground-up.json\` remembers where the kit is and how far you are.
`;
}
