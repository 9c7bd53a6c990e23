import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { transform } from 'sucrase';
import { listChapters } from '../../shared/src/chapters.ts';
import { filesOf } from '../tab/bundle/build.ts';
import { mapPlace, remember } from '../tab/trace.ts';
import { opening, transpile } from '../tab/transpile.ts';

test('each word of a chapter’s code is found where it stands in the source', async () => {
  const newest = listChapters().at(-1);
  assert.ok(newest);
  const files = Object.entries(filesOf(newest)).filter(([path]) =>
    path.endsWith('.ts'),
  );
  let count = 0;
  for (const [file, source] of files) {
    const { code, columns } = await transpile(source, file);
    const prefix = opening.length;
    remember('script', [{ file, columns, line: 10, prefix }]);
    const lines = code.split('\n');
    for (const { line, column, there } of wordsOf(source, file, lines)) {
      const before = line === 1 ? prefix : 0;
      assert.deepEqual(
        mapPlace({
          file: 'script',
          line: line + 9,
          column: column + before + 1,
        }),
        { file, line, column: there + 1 },
        `${file}:${line}: ${lines[line - 1]}`,
      );
      count += 1;
    }
  }

  assert.ok(count > files.length);
});

/** Words of the code by sucrase's own source map: lines from 1, columns from 0. */
function wordsOf(source: string, file: string, lines: string[]) {
  const { sourceMap } = transform(source, {
    transforms: ['typescript', 'imports'],
    keepUnusedImports: true,
    preserveDynamicImport: true,
    sourceMapOptions: { compiledFilename: file },
    filePath: file,
  });
  assert.ok(sourceMap);
  return decodedMappings(new TraceMap({ ...sourceMap, version: 3 })).flatMap(
    (tokens, at) =>
      tokens
        .map(([column, , , there = 0]) => ({ line: at + 1, column, there }))
        .filter(({ column }) => /^[\w$]/.test(lines[at]?.slice(column) ?? '')),
  );
}
