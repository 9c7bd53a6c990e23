/** Stacks as Node writes them, where the browser's own leave out what was thrown. Evaluated before any package. */

/** A line of such a stack: a name that may be empty, `@`, a place. `async*` stands before what awaited. */
const line = /^(.*\*)?(.*?)@(.+:\d+:\d+)$/;

/** A stack of lines such as `createApp@app.ts:8:13`, with what was thrown before it and its lines as Node has them. */
export function toNodeStack(thrown: object, frames: string): string {
  const lines = frames
    .trimEnd()
    .split('\n')
    .map((frame) => {
      const [, awaited, name, place] = line.exec(frame) ?? [];
      if (!place) return frame;
      const isNamed = name && !name.endsWith('<'); // `createApp/<` is a function without a name in createApp
      return `    at ${awaited ? 'async ' : ''}${isNamed ? `${name} (${place})` : place}`;
    });
  return [Error.prototype.toString.call(thrown), ...lines].join('\n');
}

if (!new Error('told').stack?.includes('told')) {
  tellAsNode(Error.prototype);
  tellAsNode(DOMException.prototype);
  // Firefox before 138 has none, and packages call it without asking.
  const { captureStackTrace: capture = setStack } = Error;
  Error.captureStackTrace = function captureStackTrace(target, caller) {
    capture(target, caller ?? captureStackTrace);
    const { stack = '' } = target as { stack?: string };
    const value = toNodeStack(target, stack);
    Object.defineProperty(target, 'stack', { value });
  };
}

function tellAsNode(prototype: Error): void {
  const own = Object.getOwnPropertyDescriptor(prototype, 'stack');
  const { get } = own ?? {};
  if (get)
    Object.defineProperty(prototype, 'stack', {
      ...own,
      get(this: Error) {
        const frames = get.call(this) as string;
        return frames && toNodeStack(this, frames);
      },
    });
}

function setStack(target: object): void {
  const [, ...frames] = new Error().stack?.split('\n') ?? [];
  Object.defineProperty(target, 'stack', {
    value: frames.join('\n'),
    writable: true,
    configurable: true,
  });
}
