import ts from 'typescript';
import { isOurs } from './sources.ts';

/** Tags that keep a member out of the documentation. */
const hidingTags = ['internal', 'private', 'protected', 'ignore'];

/** Whether a member is for pages. Unsaid means yes. */
export function isPublic(declaration: ts.Declaration): boolean {
  const name = ts.getNameOfDeclaration(declaration);
  const modifiers = ts.getCombinedModifierFlags(declaration);
  const isHidden =
    Boolean(modifiers & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) ||
    ts.getJSDocTags(declaration).some(({ tagName }) => hidingTags.includes(tagName.text));
  return name !== undefined && !ts.isPrivateIdentifier(name) && !isHidden;
}

/** A class and those of ours that it extends, nearest first. */
export function lineageOf(
  declaration: ts.ClassLikeDeclaration,
  checker: ts.TypeChecker,
): ts.ClassLikeDeclaration[] {
  const base = superclassOf(declaration, checker);
  return base && isOurs(base) ? [declaration, ...lineageOf(base, checker)] : [declaration];
}

export function superclassOf(
  declaration: ts.ClassLikeDeclaration,
  checker: ts.TypeChecker,
): ts.ClassLikeDeclaration | undefined {
  const expression = superclassExpression(declaration);
  const type = expression && checker.getTypeAtLocation(expression);
  return type?.getSymbol()?.declarations?.find(ts.isClassLike);
}

export function superclassExpression(
  declaration: ts.ClassLikeDeclaration,
): ts.Expression | undefined {
  const clause = declaration.heritageClauses?.find(
    ({ token }) => token === ts.SyntaxKind.ExtendsKeyword,
  );
  return clause?.types[0]?.expression;
}

export interface ReactiveProperty {
  readonly name: string;
  /** `state: true`: nothing that a page sets. */
  readonly isState: boolean;
  readonly declaration: ts.Declaration | undefined;
}

/** What `static properties` of a class and its bases have. */
export function reactivePropertiesOf(
  element: ts.ClassLikeDeclaration,
  checker: ts.TypeChecker,
): ReactiveProperty[] {
  const instance = checker.getTypeAtLocation(element);
  return lineageOf(element, checker)
    .flatMap(({ members }) => members.filter(isStaticProperties))
    .flatMap(({ initializer }) => propertiesIn(initializer))
    .map((property) => {
      const name = property.name.getText();
      const isState = propertiesIn(property.initializer).some(
        (option) =>
          option.name.getText() === 'state' &&
          option.initializer.kind === ts.SyntaxKind.TrueKeyword,
      );
      return { name, isState, declaration: instance.getProperty(name)?.valueDeclaration };
    });
}

function isStaticProperties(member: ts.ClassElement): member is ts.PropertyDeclaration {
  return (
    ts.isPropertyDeclaration(member) &&
    member.name.getText() === 'properties' &&
    Boolean(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static)
  );
}

/** The entries of an object literal, also of one with `as const` or `satisfies` behind it. */
function propertiesIn(expression: ts.Expression | undefined): ts.PropertyAssignment[] {
  if (expression && (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)))
    return propertiesIn(expression.expression);
  if (!expression || !ts.isObjectLiteralExpression(expression)) return [];
  return expression.properties.filter(ts.isPropertyAssignment);
}
