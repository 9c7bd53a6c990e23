import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { type Files, readCode, root as kitRoot } from '../chapters.ts';
import { openKit } from '../kit.ts';
import { UserError } from '../user-error.ts';
import { writeFiles } from '../write.ts';

export async function run(argv: string[], folder = kitRoot): Promise<number> {
  const { positionals } = parseArgs({ args: argv, allowPositionals: true });
  const [slug] = positionals;
  const { chapters, root } = openKit(folder);
  const last = chapters.at(-1);
  if (!slug || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug)) {
    throw new UserError(
      'Name the chapter in small letters and hyphens, for example: npx ground-up new sql',
    );
  }
  if (chapters.some((chapter) => chapter.slug === slug)) {
    throw new UserError(
      `There is a chapter "${slug}" already. Choose another name.`,
    );
  }

  const name = `${String(chapters.length + 1).padStart(2, '0')}-${slug}`;
  const code: Files = last ? readCode(last.dir) : new Map<string, string>();
  const manifest = {
    title: slug,
    part: last?.manifest.part ?? '',
    idea: 'What this chapter teaches, in one sentence.',
    kind: 'behaviour',
    minutes: 45,
    tab: true,
    concepts: [],
    features: [],
    changes: {},
    breaks: [],
  };
  const file = `${JSON.stringify(manifest, null, 2)}\n`;
  writeFiles(join(root, 'chapters', name), [...code, ['chapter.json', file]]);

  console.log(
    `chapters/${name} holds the code of ${last?.name ?? 'no chapter'}. Change it, then: npx ground-up prove ${name.slice(0, 2)}`,
  );
  return 0;
}
