import { parseArgs } from 'node:util';
import { listFolders, readManifest, readPackage } from './kit.js';

export function run(argv) {
  const { values } = parseArgs({
    args: argv,
    options: { json: { type: 'boolean' } },
  });
  const chapters = listFolders().map((folder) => describe(folder));

  if (values.json) {
    console.log(JSON.stringify(chapters));
    return 0;
  }
  for (const { number, slug, title, idea, needs } of chapters) {
    console.log(
      `${number} ${slug.padEnd(14)} ${title}\n   ${idea}${needs.length > 0 ? `\n   needs ${needs.join(', ')}` : ''}`,
    );
  }
  return 0;
}

function describe(folder) {
  const { title, part, idea, minutes } = readManifest(folder);
  const { number, slug, name } = folder;
  return {
    number,
    slug,
    name,
    title,
    part,
    idea,
    minutes,
    needs: Object.keys(readPackage(folder).dependencies ?? {}),
  };
}
