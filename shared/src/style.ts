import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Whether the terminal wants colour: it is one, and NO_COLOR (https://no-color.org) is not set. */
const coloured = process.stdout.isTTY && !process.env.NO_COLOR;

/** `text` in a terminal's format, where there is a terminal. */
export function paint(format: Format, text: string): string {
  return coloured ? styleText(format, text) : text;
}

/** A unified diff with its lines painted. */
export function paintPatch(patch: string): string {
  return patch
    .split('\n')
    .map((line) => {
      if (/^(diff|---|\+\+\+) /.test(line)) return paint('bold', line);
      if (line.startsWith('@@')) return paint('cyan', line);
      if (line.startsWith('+')) return paint('green', line);
      return line.startsWith('-') ? paint('red', line) : line;
    })
    .join('\n');
}
