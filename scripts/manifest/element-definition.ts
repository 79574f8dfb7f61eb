import type { Plugin } from '@custom-elements-manifest/analyzer/src/create.js';
import ts from 'typescript';

export interface ElementDefinition {
  readonly tag: string;
  readonly className: string;
}

/** Reads `defineElement('totp-setup', TotpSetupElement)`. */
export function readDefinition(node: ts.Node): ElementDefinition | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const [tag, constructor] = node.arguments;
  if (node.expression.text !== 'defineElement' || !tag || !constructor) return undefined;
  if (!ts.isStringLiteral(tag) || !ts.isIdentifier(constructor)) return undefined;
  return { tag: tag.text, className: constructor.text };
}

/** The analyzer knows `customElements.define()` only. */
export const elementDefinitions: Plugin = {
  name: 'totp-kit-element-definitions',
  analyzePhase({ node, moduleDoc }) {
    const definition = readDefinition(node);
    if (!definition) return;
    moduleDoc.exports?.push({
      kind: 'custom-element-definition',
      name: definition.tag,
      declaration: { name: definition.className, module: moduleDoc.path },
    });
  },
};

/** Every element that a file registers. */
export function definitionsOf(file: ts.SourceFile): ElementDefinition[] {
  const found: ElementDefinition[] = [];
  const visit = (node: ts.Node): void => {
    const definition = readDefinition(node);
    if (definition) found.push(definition);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
