import type {
  Attribute,
  ClassDeclaration,
  ClassField,
  ClassMember,
  ClassMethod,
  CustomElementDeclaration,
  CustomElementField,
  Reference,
} from 'custom-elements-manifest';
import ts from 'typescript';
import {
  isPublic,
  lineageOf,
  reactivePropertiesOf,
  superclassExpression,
} from './class-members.ts';
import { writtenType } from './written-type.ts';

/** What the analyzer says of a class; of an element, more. */
export type RawClass = ClassDeclaration & Partial<CustomElementDeclaration>;

/** What Lit and the browser call. */
const callbackName = /Callback$|^constructor$/;

/** What the analyzer found of a class and its bases of ours, less what is not for pages. */
export class ClassDescription {
  readonly #node: ts.ClassLikeDeclaration;
  readonly #raw: RawClass;
  readonly #checker: ts.TypeChecker;
  readonly #states: ReadonlySet<string>;

  constructor(node: ts.ClassLikeDeclaration, raw: RawClass, checker: ts.TypeChecker) {
    this.#node = node;
    this.#raw = raw;
    this.#checker = checker;
    const reactive = reactivePropertiesOf(node, checker);
    this.#states = new Set(reactive.filter(({ isState }) => isState).map(({ name }) => name));
  }

  describe(): ClassDeclaration | CustomElementDeclaration {
    const raw = this.#raw;
    const members = raw.members?.flatMap((member) => this.#describeMember(member));
    const common = {
      kind: 'class' as const,
      name: raw.name,
      ...(raw.tagName && { tagName: raw.tagName, customElement: true as const }),
      ...texts(raw),
      superclass: this.#superclass,
    };
    if (!raw.tagName) return compact({ ...common, members });
    return compact({
      ...common,
      attributes: this.#describeAttributes(),
      members,
      events: raw.events
        ?.filter(isNamedEvent)
        .map(({ name, type, ...event }) => ({ name, type, ...texts(event) })),
      slots: raw.slots?.map(named),
      cssParts: raw.cssParts?.map(named),
      cssProperties: raw.cssProperties?.map(named),
      cssStates: raw.cssStates?.map(named),
    });
  }

  /** The first class above that is not ours. */
  get #superclass(): Reference | undefined {
    const topmost = lineageOf(this.#node, this.#checker).at(-1);
    const expression = topmost && superclassExpression(topmost);
    return expression && { name: expression.getText(), package: packageOf(expression) };
  }

  #describeMember(raw: ClassMember): ClassMember[] {
    const declaration = this.#declarationOf(raw.name);
    if (!declaration || raw.static || callbackName.test(raw.name)) return [];
    const description = raw.description ?? this.#documentationOf(raw.name);
    const text = texts({ ...raw, ...(description && { description }) });
    return raw.kind === 'method'
      ? [compact(describeMethod(raw, text))]
      : [compact(this.#describeField(raw, declaration, text))];
  }

  #describeField(raw: ClassField, declaration: ts.Declaration, text: Texts): CustomElementField {
    const { attribute = this.#observed(raw.name), reflects }: Partial<CustomElementField> = raw;
    return {
      kind: 'field',
      name: raw.name,
      attribute: attribute && attributeName(attribute, raw.name),
      reflects,
      readonly: raw.readonly,
      type: { text: writtenType(declaration, this.#checker) },
      default: defaultOf(declaration, raw.default),
      ...text,
    };
  }

  /** In the order of their properties. */
  #describeAttributes(): Attribute[] {
    const order = this.#raw.members?.map(({ name }) => name) ?? [];
    return (this.#raw.attributes ?? [])
      .flatMap((attribute) => this.#describeAttribute(attribute))
      .sort(
        (one, other) => order.indexOf(one.fieldName ?? '') - order.indexOf(other.fieldName ?? ''),
      );
  }

  #describeAttribute(raw: Attribute): Attribute[] {
    const { name } = raw;
    const fieldName = raw.fieldName ?? (this.#declarationOf(name) && name);
    // One that only a tag of the class tells of.
    if (fieldName === undefined) return [compact({ ...named(raw), type: raw.type })];
    const declaration = this.#declarationOf(fieldName);
    if (!declaration) return [];
    const type = writtenType(declaration, this.#checker);
    const description = raw.description ?? this.#documentationOf(fieldName);
    return [
      compact({
        name: attributeName(name, fieldName),
        fieldName,
        type: { text: type.replace(/( \| (undefined|null))+$/, '') },
        default: defaultOf(declaration, raw.default),
        ...texts({ ...raw, ...(description && { description }) }),
      }),
    ];
  }

  /** The attribute of a property that `observedAttributes` of the element names by itself. */
  #observed(name: string): string | undefined {
    return this.#raw.attributes?.find((attribute) => attribute.name === name)?.name;
  }

  /** Where a member stands, if it is for pages. */
  #declarationOf(name: string): ts.Declaration | undefined {
    const declaration = this.#symbolOf(name)?.valueDeclaration;
    return declaration && isPublic(declaration) && !this.#states.has(name)
      ? declaration
      : undefined;
  }

  /** Also what an interface says that the class implements. */
  #documentationOf(name: string): string | undefined {
    const parts = this.#symbolOf(name)?.getDocumentationComment(this.#checker);
    return ts.displayPartsToString(parts) || undefined;
  }

  #symbolOf(name: string): ts.Symbol | undefined {
    return this.#checker.getTypeAtLocation(this.#node).getProperty(name);
  }
}

interface Texts {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean | string;
}

/** The lines of a comment made one; paragraphs and lists stay. */
export function texts({ summary, description, deprecated }: Texts): Texts {
  return compact({
    summary: summary && unwrap(summary),
    description: description && unwrap(description),
    deprecated,
  });
}

function unwrap(text: string): string {
  return text.trim().replaceAll(/(?<!\n) *\n *(?![\n-])/g, ' ');
}

/** An entry of a tag: its name, its default where it has one, and its texts. */
function named<Item extends Texts & { readonly name: string; readonly default?: string }>(
  item: Item,
): Texts & { name: string; default?: string } {
  return compact({ name: item.name, default: item.default, ...texts(item) });
}

/** The analyzer lists every dispatched event anew whose name stands in its class and not where it is made. */
function isNamedEvent({ name }: { readonly name?: string }): boolean {
  return name !== undefined;
}

function describeMethod(raw: ClassMethod, text: Texts): ClassMethod {
  return {
    kind: 'method',
    name: raw.name,
    parameters: raw.parameters?.map(nameParameter),
    return: raw.return,
    ...text,
  };
}

/** A parameter that is taken apart at once has no name of its own. */
export function nameParameter<Parameter extends { name: string }>(parameter: Parameter): Parameter {
  return parameter.name.startsWith('{') ? { ...parameter, name: 'options' } : parameter;
}

/** Lit observes the name of the property in small letters, unless told another. */
function attributeName(name: string, fieldName: string): string {
  return name === fieldName ? name.toLowerCase() : name;
}

/** What is assigned in a constructor comes from outside. */
function defaultOf(declaration: ts.Declaration, raw: string | undefined): string | undefined {
  const isInitialized = ts.isPropertyDeclaration(declaration) && declaration.initializer;
  return isInitialized ? raw?.replace(/ as const$/, '') : undefined;
}

/** The package that a name is imported from, or the browser. */
function packageOf(expression: ts.Expression): string {
  for (const statement of expression.getSourceFile().statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier))
      continue;
    const bindings = statement.importClause?.namedBindings;
    const isFound =
      bindings &&
      ts.isNamedImports(bindings) &&
      bindings.elements.some(({ name }) => name.text === expression.getText());
    if (isFound) return statement.moduleSpecifier.text;
  }
  return 'global:';
}

/** Leaves out what is not there. */
export function compact<Value extends object>(value: Value): Value {
  const entries = Object.entries(value).filter(
    ([, item]) => item !== undefined && !(Array.isArray(item) && item.length === 0),
  );
  return Object.fromEntries(entries) as Value;
}
