import { create } from '@custom-elements-manifest/analyzer/src/create.js';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import type {
  Declaration,
  Export,
  JavaScriptModule,
  Package,
  Reference,
} from 'custom-elements-manifest';
import ts from 'typescript';
import { ClassDescription, compact, nameParameter, texts } from './describe-class.ts';
import { elementDefinitions } from './element-definition.ts';
import { isOurs, modulePath, type Sources } from './sources.ts';

/**
 * The custom-elements manifest of what the package exports. The analyzer reads the sources; its findings move to the
 * module that a page imports them from, and what no module exports stays out.
 */
export function buildManifest(sources: Sources): Package {
  const raw = create({
    modules: sources.files,
    plugins: [...litPlugin(), elementDefinitions],
  });
  const packing = new Packing(sources, raw);
  return { schemaVersion: '2.1.0', modules: sources.entries.map((entry) => packing.pack(entry)) };
}

class Packing {
  readonly #checker: ts.TypeChecker;
  readonly #raw: Package;
  /** Which module has the declaration of what is exported more than once. */
  readonly #homes = new Map<ts.Symbol, string>();

  constructor({ checker }: Sources, raw: Package) {
    this.#checker = checker;
    this.#raw = raw;
  }

  pack(entry: ts.SourceFile): JavaScriptModule {
    const path = modulePath(entry);
    const declarations: Declaration[] = [];
    const exports: Export[] = [];
    for (const exported of this.#exportsOf(entry)) {
      const symbol = this.#resolve(exported);
      if (!this.#homes.has(symbol)) {
        const declaration = this.#describe(symbol);
        if (declaration) {
          declarations.push(declaration);
          this.#homes.set(symbol, path);
        }
      }
      const declaration = this.#reference(exported);
      exports.push({ kind: 'js', name: exported.name, declaration });
    }
    for (const definition of this.#rawModule(entry).exports ?? []) {
      if (definition.kind !== 'custom-element-definition') continue;
      const { name } = definition.declaration;
      if (!declarations.some((declaration) => declaration.name === name))
        throw new Error(`${path} registers <${definition.name}>, but does not export ${name}.`);
      exports.push({ ...definition, declaration: { name, module: path } });
    }
    return { kind: 'javascript-module', path, declarations, exports };
  }

  /** What an entry exports that is there when the page runs. */
  #exportsOf(entry: ts.SourceFile): ts.Symbol[] {
    const symbol = this.#checker.getSymbolAtLocation(entry);
    const exported = symbol ? this.#checker.getExportsOfModule(symbol) : [];
    return exported
      .filter((item) => this.#resolve(item).flags & ts.SymbolFlags.Value)
      .filter((item) => !item.declarations?.some(isTypeOnly));
  }

  #resolve(symbol: ts.Symbol): ts.Symbol {
    const isAlias = symbol.flags & ts.SymbolFlags.Alias;
    return isAlias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #describe(symbol: ts.Symbol): Declaration | undefined {
    const node = symbol.valueDeclaration;
    if (!node || !isOurs(node)) return undefined;
    const raw = this.#rawModule(node.getSourceFile()).declarations?.find(
      ({ name }) => name === symbol.name,
    );
    if (!raw) throw new Error(`The analyzer did not find ${symbol.name}.`);
    if (raw.kind === 'class' && ts.isClassLike(node))
      return new ClassDescription(node, raw, this.#checker).describe();
    if (raw.kind !== 'function') return compact({ ...raw, ...texts(raw) });
    const { kind, name, parameters, return: answer } = raw;
    return compact({
      ...{ kind, name, parameters: parameters?.map(nameParameter), return: answer },
      ...texts(raw),
    });
  }

  #reference(exported: ts.Symbol): Reference {
    const symbol = this.#resolve(exported);
    const { name } = symbol;
    const module = this.#homes.get(symbol);
    if (module) return { name, module };
    // Another package's, which the source names where it passes it on.
    const specifier = exported.declarations?.find(ts.isExportSpecifier);
    const from = specifier?.parent.parent.moduleSpecifier;
    const [, packageName = '', path] =
      /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(from && ts.isStringLiteral(from) ? from.text : '') ??
      [];
    return compact({ name, package: packageName, module: path });
  }

  #rawModule(file: ts.SourceFile): JavaScriptModule {
    const found = this.#raw.modules.find(({ path }) => path === file.fileName);
    if (!found) throw new Error(`The analyzer did not read ${file.fileName}.`);
    return found;
  }
}

function isTypeOnly(declaration: ts.Declaration): boolean {
  return (
    ts.isExportSpecifier(declaration) &&
    (declaration.isTypeOnly || declaration.parent.parent.isTypeOnly)
  );
}
