import ts from 'typescript';

const format: ts.TypeFormatFlags =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.InTypeAlias |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/**
 * The type of a property as its source has it, with the names of unions of literals replaced by their literals:
 * `SetupAction | undefined` is `'sign-up' | 'update-user' | undefined`.
 */
export function writtenType(declaration: ts.Declaration, checker: ts.TypeChecker): string {
  const node = typeNodeOf(declaration);
  if (node) return [...new Set(unionParts(node, checker))].join(' | ');
  const type = checker.getTypeAtLocation(declaration);
  return checker.typeToString(type, declaration, format).replaceAll('"', "'");
}

function typeNodeOf(declaration: ts.Declaration): ts.TypeNode | undefined {
  if (ts.isSetAccessor(declaration)) return declaration.parameters[0]?.type;
  const isTyped =
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertySignature(declaration) ||
    ts.isGetAccessor(declaration);
  return isTyped ? declaration.type : undefined;
}

function unionParts(node: ts.TypeNode, checker: ts.TypeChecker): string[] {
  if (ts.isUnionTypeNode(node)) return node.types.flatMap((part) => unionParts(part, checker));
  if (ts.isTypeReferenceNode(node) || ts.isIndexedAccessTypeNode(node)) {
    const literals = literalsOf(checker.getTypeFromTypeNode(node));
    if (literals) return aliasedParts(node, checker) ?? literals;
  }
  return [node.getText().replaceAll(/\s+/g, ' ')];
}

/** The parts in the order in which the source has them, where it has them in one place. */
function aliasedParts(node: ts.TypeNode, checker: ts.TypeChecker): string[] | undefined {
  if (!ts.isTypeReferenceNode(node)) return undefined;
  const named = checker.getSymbolAtLocation(node.typeName);
  const symbol =
    named && named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
  const alias = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
  return alias && ts.isUnionTypeNode(alias.type) ? unionParts(alias.type, checker) : undefined;
}

function literalsOf(type: ts.Type): string[] | undefined {
  const members = type.isUnion() ? type.types : [type];
  const texts = members.map((member) =>
    member.isStringLiteral() ? `'${member.value}'` : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
