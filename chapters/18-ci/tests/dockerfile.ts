import { readProject } from './project.ts';

export interface Instruction {
  /** `FROM`, `RUN`, … */
  name: string;
  /** What stands behind it, in one line. */
  rest: string;
}

/** The instructions of the Dockerfile's last stage, which becomes the image. */
export function lastStage(): Instruction[] {
  const all = readProject('Dockerfile')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line))
    .map((line) => {
      const [name = ''] = line.split(' ', 1);
      return { name, rest: line.slice(name.length).trim() };
    });
  return all.slice(all.findLastIndex(({ name }) => name === 'FROM'));
}

/** The last instruction with this name in the last stage: the one that holds. */
export function instruction(wanted: string) {
  return lastStage().findLast(({ name }) => name === wanted)?.rest ?? '';
}

/** The words of a command in exec form; none where a shell would read it. */
export function execForm(text: string) {
  try {
    return JSON.parse(text.slice(text.indexOf('['))) as string[];
  } catch {
    return [];
  }
}
