import { globSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The sources of the elements, read by the compiler. */
export interface Sources {
  readonly checker: ts.TypeChecker;
  /** Every file of the package that is shipped, in the order of their names. */
  readonly files: readonly ts.SourceFile[];
  /** Those at the top of `src`: each is one export of the package. The index comes last. */
  readonly entries: readonly ts.SourceFile[];
}

export const root = path.resolve(import.meta.dirname, '../..');
export const packageFolder = 'packages/components';

const sourceFolder = path.join(root, packageFolder, 'src');
const unshipped = /\.test\.ts$|[\\/]testing[\\/]/;

/** What is made from the manifest has no part in it. */
const generated = /^frameworks[\\/]/;

/** Entries that make something of the page rather than give something to it. */
const withoutExports = ['browser.ts', 'browser-headless.ts', 'browser-users.ts'];

export function readSources(): Sources {
  const names = globSync('**/*.ts', { cwd: sourceFolder })
    .filter((name) => !unshipped.test(name) && !generated.test(name))
    .sort();
  const program = ts.createProgram(
    names.map((name) => path.join(sourceFolder, name)),
    { ...readCompilerOptions(), types: [] },
  );
  const checker = program.getTypeChecker();
  const files = names.map((name) => findFile(program, name));
  const entries = files
    .filter((file) => isAtTop(file) && !withoutExports.includes(path.basename(file.fileName)))
    .sort((one, other) => Number(isIndex(one)) - Number(isIndex(other)));
  return { checker, files, entries };
}

export function isOurs(node: ts.Node): boolean {
  return !path.relative(sourceFolder, node.getSourceFile().fileName).startsWith('..');
}

/** What a page imports an entry by, after the name of the package. */
export function modulePath(entry: ts.SourceFile): string {
  return path.basename(entry.fileName).replace(/\.ts$/, '.js');
}

function readCompilerOptions(): ts.CompilerOptions {
  const read = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const config: unknown = read.config;
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

function findFile(program: ts.Program, name: string): ts.SourceFile {
  const file = program.getSourceFile(path.join(sourceFolder, name));
  if (!file) throw new Error(`The compiler does not find ${name}.`);
  return file;
}

function isAtTop(file: ts.SourceFile): boolean {
  return path.dirname(file.fileName) === sourceFolder;
}

function isIndex(file: ts.SourceFile): boolean {
  return path.basename(file.fileName) === 'index.ts';
}
