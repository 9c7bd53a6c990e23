import type { Kit } from '../../shared/src/kit.ts';
import { filesOf, namesOfModules, runsInTab } from '../tab/bundle/build.ts';
import { policyLine } from '../tab/policy.ts';
import { type Lack, lacksOf, testFilesOf } from '../tab/support.ts';

/** The text about the runtime, with what is derived: test files that it leaves out, and the policy. */
export function fillTabPage(kit: Kit, text: string): string {
  return text
    .replace('<!-- left-out -->', () => leftOutTable(kit))
    .replace('<!-- policy -->', () => `\`\`\`\n${policyLine()}\n\`\`\``);
}

interface Row {
  first: string;
  lack: Lack;
}

/** Each test file that some chapter leaves out, with the first that does. */
function leftOutTable(kit: Kit): string {
  const names = namesOfModules();
  const rows = new Map<string, Row>();
  for (const chapter of kit.chapters.filter(runsInTab)) {
    const files = filesOf(chapter);
    for (const file of testFilesOf(files)) {
      const [lack] = lacksOf(file, files, names);
      if (lack && !rows.has(file))
        rows.set(file, { first: chapter.number, lack });
    }
  }
  const lines = [...rows].map(
    ([file, { first, lack }]) =>
      `| \`${file}\` | ${first} | ${lack.why} \`${lack.file}\` needs \`${lack.what}\`. |`,
  );
  return [
    `| Test file (${rows.size}) | From chapter | Why |`,
    '| --- | --- | --- |',
    ...lines,
  ].join('\n');
}
