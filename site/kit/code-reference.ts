import { join } from 'node:path';
import type {
  CommentDisplayPart,
  DeclarationReflection,
  ProjectReflection,
} from 'typedoc';
import ts from 'typescript';
import type { Kit } from '../../shared/src/kit.ts';
import { highlight } from './highlight.ts';
import { toInline } from './inline.ts';
import type { Inline } from './inline-text.ts';
import type { Token } from './types.ts';

/** What the code of a folder exports, file by file. */
export interface CodeReference {
  /** `api` for the newest chapter, `kit` for shared/. */
  name: 'api' | 'kit';
  files: ReferenceFile[];
}

export interface ReferenceFile {
  /** From the root of the repository. */
  file: string;
  /** From the folder that is described: `src/app.ts`. */
  path: string;
  exports: Export[];
}

export interface Export {
  name: string;
  /** Counted from 1. */
  line: number;
  /** What it promises: its doc comment. */
  about: Inline[];
  /** Its declaration without the bodies of functions, types that are inferred included. */
  code: Token[][];
}

/** A declaration that is longer is cut. */
const mostLines = 24;

/** The exported code of the newest chapter and of shared/, as TypeDoc reads it. Takes seconds. */
export async function deriveCodeReference(kit: Kit): Promise<CodeReference[]> {
  const newest = kit.chapters.at(-1)?.name ?? '';
  const folders = { api: `chapters/${newest}`, kit: 'shared' } as const;
  const { project, program } = await readProject(
    kit,
    Object.values(folders).map((folder) => join(kit.root, folder, 'src')),
  );

  return Object.entries(folders).map(([name, folder]) => ({
    name: name as CodeReference['name'],
    files: filesBelow(kit, project, program, `${folder}/`),
  }));
}

async function readProject(
  kit: Kit,
  entryPoints: string[],
): Promise<{ project: ProjectReflection; program: ts.Program }> {
  const { Application } = await import('typedoc'); // a module that cannot be required
  const app = await Application.bootstrap({
    entryPoints,
    entryPointStrategy: 'expand',
    basePath: kit.root,
    tsconfig: join(kit.root, 'site', 'kit', 'code-reference.tsconfig.json'),
    skipErrorChecking: true, // npm run types does it
    excludeExternals: true,
    disableGit: true,
    sourceLinkTemplate: '{path}:{line}',
    readme: 'none',
    sort: ['source-order'],
    logLevel: 'Error',
  });
  const [first, ...others] = app.getEntryPoints() ?? [];
  if (!first) throw new Error('TypeDoc could not read the code.');
  const project = app.converter.convert([first, ...others]);
  return { project, program: first.program };
}

function filesBelow(
  kit: Kit,
  project: ProjectReflection,
  program: ts.Program,
  folder: string,
): ReferenceFile[] {
  const files = new Map<string, DeclarationReflection[]>();
  const modules = project.children ?? [];
  for (const declaration of modules.flatMap(({ children = [] }) => children)) {
    const file = declaration.sources?.[0]?.fileName ?? '';
    if (!file.startsWith(folder) || declaration.isReference()) continue;
    files.set(file, [...(files.get(file) ?? []), declaration]);
  }

  return [...files]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([file, declarations]) => {
      const source = program.getSourceFile(join(kit.root, file));
      if (!source) throw new Error(`TypeDoc has not read ${file}.`);
      const exports = declarations.map((declaration) =>
        toExport(declaration, source, program.getTypeChecker()),
      );
      return { file, path: file.slice(folder.length), exports };
    });
}

function toExport(
  declaration: DeclarationReflection,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): Export {
  const { name, comment, signatures, sources } = declaration;
  const line = sources?.[0]?.line ?? 1;
  const code = textOf(name, source, checker);
  const parts = (comment ?? signatures?.[0]?.comment)?.summary ?? [];
  return {
    name,
    line,
    about: toInline(proseOf(parts)),
    code: highlight('export.ts', cut(code)),
  };
}

/** The declaration as it stands in its file; where the file leaves a type to be inferred, with that type. */
function textOf(
  name: string,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): string {
  const node = source.statements.find((statement) => declares(statement, name));
  if (!node) throw new Error(`${source.fileName} does not declare ${name}.`);

  if (ts.isFunctionDeclaration(node)) {
    const head = source.text
      .slice(node.getStart(), node.body?.getStart() ?? node.getEnd())
      .trim();
    const signature = checker.getSignatureFromDeclaration(node);
    return node.type || !signature
      ? head
      : `${head}: ${checker.typeToString(signature.getReturnType(), node)}`;
  }
  if (ts.isVariableStatement(node)) {
    const [variable] = node.declarationList.declarations;
    return variable
      ? `export const ${name}: ${typeOf(variable, checker)}`
      : node.getText();
  }
  return node.getText();
}

function typeOf(
  variable: ts.VariableDeclaration,
  checker: ts.TypeChecker,
): string {
  if (variable.type) return variable.type.getText();
  const type = checker.getTypeAtLocation(variable);
  // A constant text has itself as its type; the text of a whole statement says nothing here.
  const isLong = type.isStringLiteral() && type.value.length > 60;
  return isLong ? 'string' : checker.typeToString(type, variable);
}

function declares(statement: ts.Statement, name: string): boolean {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.some(
      (one) => one.name.getText() === name,
    );
  const named = statement as ts.Statement & { name?: ts.Node };
  return named.name?.getText() === name;
}

function cut(text: string): string {
  const lines = text.split('\n');
  return lines.length > mostLines
    ? [...lines.slice(0, mostLines), '…'].join('\n')
    : text;
}

function proseOf(parts: CommentDisplayPart[]): string {
  return parts
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}
