/** The anchor of a row in a table of a chapter, counted from 0. */
export function anchorOfRow(slug: string, index: number): string {
  return `${slug}-${index + 1}`;
}

/** The anchor of something that a file exports, the file by its own anchor. */
export function anchorOfExport(file: string, name: string): string {
  return `${file}-${name.toLowerCase()}`;
}
