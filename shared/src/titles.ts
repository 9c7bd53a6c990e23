import { lineAt, maskSource } from './mask.ts';

export interface TestTitle {
  /** As in the source: may hold `%s`. */
  title: string;
  /** Counted from 1. */
  line: number;
}

/** A call of `test`, or of `describe` with a modifier. */
export interface TestCall {
  /** The line of the call, or of its title where there is one; counted from 1. */
  line: number;
  /** Undefined when the source does not hold it as one piece of text. */
  title: string | undefined;
  /** What keeps it, or others, from being run and judged as usual: `skip`, `only`, `todo`, `fails`. */
  modifiers: string[];
}

const call =
  /(?<![.\w$])(test|it|describe)((?:\s*\.\s*\w+)*)(?:<[^;()`]*>)?\s*([([`])/g;

/** What hangs from `test` and is no test. */
const noTest =
  /^\.(?:after|before|aroundA|aroundE|describe|extend|override|scoped|suite)/;

const modifier = /\b(?:skip|only|todo|fails)\b/g;

/** The calls of `test` in a test file's source, in order. */
export function testCalls(source: string): TestCall[] {
  const masked = maskSource(source);

  return [...masked.matchAll(call)]
    .filter(([, , chain = '']) => !noTest.test(chain.replaceAll(/\s/g, '')))
    .map((found) => readCall(source, masked, found))
    .filter(
      ({ name, modifiers }) => name !== 'describe' || modifiers.length > 0,
    )
    .map(({ line, title, modifiers }) => ({ line, title, modifiers }));
}

/** The titles of the tests in a test file's source, in order. */
export function titlesOf(source: string): TestTitle[] {
  return testCalls(source).flatMap(({ title, line }) =>
    title === undefined ? [] : [{ title, line }],
  );
}

/** Whether `expanded`, as a runner reports it, comes from `title`, as the source has it. */
export function isTitleOf(title: string, expanded: string): boolean {
  const parts = title
    .split(/%[sdifjo#$%]|\$[A-Za-z_][\w.]*/)
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`).test(expanded);
}

function readCall(source: string, masked: string, found: RegExpExecArray) {
  const [text, name = '', chain = '', bracket] = found;
  const end = found.index + text.length;
  const second = /^\s*\(/.exec(masked.slice(closing(masked, end)));
  const start = second ? closing(masked, end) + second[0].length : end;
  const quoted = /^\s*(["'`])(_*)\1\s*,(\s*\{[^{}]*\}\s*,)?/.exec(
    masked.slice(start),
  );
  const title =
    bracket !== '(' || name === 'describe' ? undefined : quoted?.[2];
  const at = start + (quoted?.[0].search(/["'`]/) ?? 0) + 1;
  const raw = source.slice(at, at + (title?.length ?? 0));
  const isDynamic = quoted?.[1] === '`' && raw.includes('${');

  return {
    name,
    line: lineAt(source, title === undefined ? found.index : at),
    title:
      title === undefined || isDynamic
        ? undefined
        : raw.replaceAll(/\\(.)/g, '$1'),
    modifiers: `${chain} ${quoted?.[3] ?? ''}`.match(modifier) ?? [],
  };
}

/** The place after the bracket that closes the one before `index`. */
function closing(masked: string, index: number): number {
  let depth = 1;
  for (let at = index; at < masked.length; at += 1) {
    if ('([{'.includes(masked[at] ?? '')) depth += 1;
    if (')]}'.includes(masked[at] ?? '')) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return masked.length;
}
