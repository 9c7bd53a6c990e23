import type { Body } from './loader.ts';
import { remember } from './trace.ts';
import { type Columns, opening } from './transpile.ts';

/** A file of a chapter as the build has made it JavaScript. */
export interface BuiltFile {
  columns: Columns;
  /** The line of the script, from 1, in which `body` begins. */
  line: number;
  body: Body;
}

/** The files in the script at `address`, which the build has made of a chapter. */
export async function readBuilt(
  address: string,
): Promise<Record<string, BuiltFile>> {
  const { default: files } = (await import(address)) as {
    default: Record<string, BuiltFile>;
  };
  remember(
    address,
    Object.entries(files).map(([file, { columns, line }]) => ({
      file,
      columns,
      line,
      prefix: opening.length,
    })),
  );
  return files;
}
