import { posix } from 'node:path';
import ts from 'typescript';

/** A route as the code of a chapter has it. */
export interface Route {
  method: string;
  /** As Express takes it: `/posts/:id`. */
  path: string;
  /** Whether `requireUser` stands before its handler. */
  needsUser: boolean;
  /** Where its handler begins; the line is counted from 1. */
  file: string;
  line: number;
  /** What its handler reads its input with, if it does. */
  schema?: SchemaName;
}

/** An export of a file, and whether it is asked about the whole request or about the form in its body. */
export interface SchemaName {
  file: string;
  name: string;
  takes: 'request' | 'form';
}

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

/**
 * The routes in the code of a chapter, by path in src/, each once: what is called as `app.get('/posts', …)`, or with a list
 * of paths, and has a function of its own. `app` may have any name. Throws when a handler reads its input with something
 * that is not imported from another file.
 */
export function readRoutes(code: Map<string, string>): Route[] {
  const routes: Route[] = [];
  for (const [file, text] of code) {
    if (!/^src\/.*\.ts$/.test(file)) continue;

    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    visit(source, (call) => {
      const [paths, ...handlers] = call.arguments;
      const method = methodOf(call);
      const handler = handlers.at(-1);
      if (!method || !paths || !handler || !ts.isArrowFunction(handler)) return;

      const start = source.getLineAndCharacterOfPosition(call.getStart(source));
      for (const path of pathsIn(paths))
        routes.push({
          method,
          path,
          needsUser: handlers.some(
            (one) => ts.isIdentifier(one) && one.text === 'requireUser',
          ),
          file,
          line: start.line + 1,
          ...schemaOf(handler, source, file),
        });
    });
  }
  return routes;
}

function visit(node: ts.Node, use: (call: ts.CallExpression) => void): void {
  if (ts.isCallExpression(node)) use(node);
  ts.forEachChild(node, (child) => visit(child, use));
}

function methodOf({ expression }: ts.CallExpression): string | undefined {
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const name = expression.name.text;
  return methods.has(name) ? name.toUpperCase() : undefined;
}

function pathsIn(node: ts.Expression): string[] {
  const nodes = ts.isArrayLiteralExpression(node) ? [...node.elements] : [node];
  return nodes
    .flatMap((one) => (ts.isStringLiteral(one) ? [one.text] : []))
    .filter((text) => text.startsWith('/'));
}

/** The schema of `parse(schema, req)` or of `schema.safeParse(req.body)`. */
function schemaOf(
  handler: ts.ArrowFunction,
  source: ts.SourceFile,
  file: string,
): { schema?: SchemaName } {
  let schema: SchemaName | undefined;
  visit(handler.body, ({ expression, arguments: [first, second] }) => {
    if (schema || !first) return;

    if (
      ts.isIdentifier(expression) &&
      expression.text === 'parse' &&
      second?.getText(source) === 'req'
    )
      schema = { ...exportOf(first, source, file), takes: 'request' };
    else if (
      ts.isPropertyAccessExpression(expression) &&
      expression.name.text === 'safeParse' &&
      first.getText(source) === 'req.body'
    )
      schema = {
        ...exportOf(expression.expression, source, file),
        takes: 'form',
      };
  });
  return schema ? { schema } : {};
}

/** Where `schemas.createPost` or `tokenForm` is exported. */
function exportOf(
  node: ts.Expression,
  source: ts.SourceFile,
  file: string,
): { file: string; name: string } {
  const text = node.getText(source);
  const [local = '', member] = text.split('.');
  const names = member
    ? `\\* as ${local}`
    : `\\{[^}]*(?<![\\w$])${local}(?![\\w$])[^}]*\\}`;
  const [, from] =
    new RegExp(`^import ${names} from '(\\.[^']+)'`, 'm').exec(source.text) ??
    [];
  if (!from)
    throw new Error(
      `${file}: ${text} is not imported from another file. Put it into a file of schemas, so that it can be described.`,
    );
  return {
    file: posix.join(posix.dirname(file), from),
    name: member ?? local,
  };
}
