import ts from 'typescript';
import { lineageOf, superclassOf } from './class-members.ts';
import { isOurs, type Sources } from './sources.ts';

/** What an element shows a page of itself, as its code has it. */
export interface Marks {
  readonly parts: Set<string>;
  /** The children are ''. A name that is put together ends with `*` where it varies. */
  readonly slots: Set<string>;
  readonly states: Set<string>;
  /** The names of the classes of events that it makes. */
  readonly events: Set<string>;
  readonly cssProperties: Set<string>;
}

/**
 * Reads an element's class and whatever code of ours it leads to, by names: templates, styles and states of screens
 * and controllers are its own. Other elements are not, except for the parts that a template passes on.
 */
export function readMarks(element: ts.ClassLikeDeclaration, sources: Sources): Marks {
  const reader = new MarkReader(sources.checker);
  for (const declaration of lineageOf(element, sources.checker)) reader.read(declaration);
  return reader.marks;
}

class MarkReader {
  readonly marks: Marks = {
    parts: new Set(),
    slots: new Set(),
    states: new Set(),
    events: new Set(),
    cssProperties: new Set(),
  };

  readonly #checker: ts.TypeChecker;
  readonly #seen = new Set<ts.Node>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  read(node: ts.Node): void {
    if (this.#seen.has(node) || ts.isTypeNode(node)) return;
    this.#seen.add(node);
    if (ts.isTaggedTemplateExpression(node)) this.#readTemplate(node.template);
    if (ts.isCallExpression(node)) this.#readStates(node);
    if (ts.isNewExpression(node)) this.#readEvent(node);
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) this.#follow(node);
    ts.forEachChild(node, (child) => this.read(child));
  }

  /** To what a name stands for, wherever in our sources that is. */
  #follow(name: ts.Node): void {
    const symbol = this.#checker.getSymbolAtLocation(name);
    const target =
      symbol && symbol.flags & ts.SymbolFlags.Alias
        ? this.#checker.getAliasedSymbol(symbol)
        : symbol;
    for (const declaration of target?.declarations ?? []) {
      const isElement = ts.isClassLike(declaration) && this.#isElement(declaration);
      if (isOurs(declaration) && !isElement) this.read(declaration);
    }
  }

  #isElement(declaration: ts.ClassLikeDeclaration): boolean {
    const base = superclassOf(declaration, this.#checker);
    if (!base) return false;
    return base.name?.text === 'HTMLElement' || declaration.name?.text === 'LitElement'
      ? true
      : this.#isElement(base);
  }

  #readTemplate(template: ts.TemplateLiteral): void {
    const text = template.getText().replaceAll(/<!--.*?-->/gs, '');
    this.#readValues(template, /\spart=$/, (part) => this.marks.parts.add(part));
    this.#readValues(template, /<slot\s[^>]*name=$/, (slot) => this.marks.slots.add(slot));
    for (const [, parts = ''] of text.matchAll(/\spart="([^"$]*)"/g))
      for (const part of parts.trim().split(/\s+/)) this.marks.parts.add(part);
    for (const [, parts = ''] of text.matchAll(/\sexportparts="([^"$]*)"/g))
      for (const part of parts.split(','))
        this.marks.parts.add(part.split(':').at(-1)?.trim() ?? '');
    for (const [slot] of text.matchAll(/<slot(?=[\s>])[^>]*>/g)) {
      if (!slot.includes('name=')) this.marks.slots.add('');
      const [, name] = /name="([^"$]*)"/.exec(slot) ?? [];
      if (name) this.marks.slots.add(name);
    }
    for (const [, property = ''] of text.matchAll(/var\(\s*(--totp-[\w-]+)/g))
      this.marks.cssProperties.add(property);
  }

  /** The values of an attribute that a template takes from an expression. */
  #readValues(template: ts.TemplateLiteral, before: RegExp, add: (value: string) => void): void {
    if (!ts.isTemplateExpression(template)) return;
    let text = template.head.text;
    for (const { expression, literal } of template.templateSpans) {
      if (before.test(text.replace(/"$/, ''))) {
        for (const value of this.#literalsOf(expression))
          for (const word of value.split(' ')) add(word);
      }
      text = literal.text;
    }
  }

  /** `showStates(internals, [...])` and `internals.states.add('...')`. */
  #readStates({ expression, arguments: [first, second] }: ts.CallExpression): void {
    const name = expression.getText();
    const states =
      name === 'showStates' ? second : name.endsWith('.states.add') ? first : undefined;
    if (states) for (const state of this.#literalsOf(states)) this.marks.states.add(state);
  }

  #readEvent({ expression }: ts.NewExpression): void {
    const instance = this.#checker.getTypeAtLocation(expression).getConstructSignatures()[0];
    const isEvent = instance?.getReturnType().getProperty('composedPath') !== undefined;
    if (isEvent && ts.isIdentifier(expression)) this.marks.events.add(expression.text);
  }

  /** The strings that an expression may come to, as far as its parts or their types say. */
  #literalsOf(node: ts.Expression): string[] {
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isTemplateExpression(node)) return [`${node.head.text}*`];
    if (ts.isConditionalExpression(node))
      return [...this.#literalsOf(node.whenTrue), ...this.#literalsOf(node.whenFalse)];
    if (ts.isBinaryExpression(node)) return this.#literalsOf(node.right);
    if (ts.isParenthesizedExpression(node) || ts.isSpreadElement(node))
      return this.#literalsOf(node.expression);
    if (ts.isArrayLiteralExpression(node))
      return node.elements.flatMap((item) => this.#literalsOf(item));
    return this.#literalsIn(this.#checker.getTypeAtLocation(node));
  }

  #literalsIn(type: ts.Type): string[] {
    if (type.isStringLiteral()) return [type.value];
    if (type.isUnion()) return type.types.flatMap((part) => this.#literalsIn(part));
    if (!this.#checker.isArrayLikeType(type)) return [];
    const item = this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    return item ? this.#literalsIn(item) : [];
  }
}
