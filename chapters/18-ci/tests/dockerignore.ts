const globs: Record<string, string> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};

/** Whether the builder is sent `path`: the last line of .dockerignore that matches it decides. */
export function isSent(path: string, dockerignore: string) {
  const decides = dockerignore
    .split('\n')
    .filter((line) => /^[^#\s]/.test(line))
    .findLast((line) => toExpression(line).test(path));

  return decides === undefined || decides.startsWith('!');
}

/** A pattern matches a path, and all that lies below it. */
function toExpression(line: string) {
  const source = line
    .trim()
    .replace(/^!?\/?/, '')
    .replace(/\/$/, '')
    .replaceAll(/\*\*\/|\*\*|[*?.+^${}()|[\]\\]/g, (part) => {
      return globs[part] ?? `\\${part}`;
    });
  return new RegExp(`^${source}(?:/.*)?$`);
}
