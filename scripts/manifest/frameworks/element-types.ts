import type { CustomElementField, Event, Package } from 'custom-elements-manifest';
import { elementsOf, fieldsOf, type ManifestElement } from '../manifest-elements.ts';

/** Says on top of every file where it comes from. */
export const generatedNote =
  '// Written by `npm run build:manifest` from the comments of the elements.\n';

/** What a page sets: not what it reads only. */
export function settableFields(element: ManifestElement): CustomElementField[] {
  return fieldsOf(element).filter(({ readonly }) => !readonly);
}

/** Those whose attribute has another name. */
export function renamedFields(element: ManifestElement): CustomElementField[] {
  return settableFields(element).filter(({ name, attribute }) => attribute && attribute !== name);
}

/** `TotpSetup` of `<totp-setup>`. */
export function stemOf({ tagName }: Pick<ManifestElement, 'tagName'>): string {
  return pascalCase(tagName);
}

export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

/** A comment for editors, at the indentation of its line. */
export function comment(text: string | undefined): string {
  return text ? `/** ${text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ')} */\n` : '';
}

/** `frameworks/element-types.ts`: properties, attributes and events of each element, which the others are made of. */
export function writeElementTypes(manifest: Package): string {
  const types = elementsOf(manifest).map(writeTypes).join('\n');
  return [generatedNote, importTypes(manifest, types), types].join('\n');
}

/** Imports of what a text names of the package's classes; `up` leads to them. */
export function importTypes({ modules }: Package, text: string, up = '..'): string {
  const used = new Set(text.match(/\w+/g));
  const lines = modules.map(({ path, declarations = [] }) => {
    const names = declarations.map(({ name }) => name).filter((name) => used.has(name));
    return (
      names.length > 0 && `import type { ${names.join(', ')} } from '${up}/${sourceOf(path)}';\n`
    );
  });
  return lines.filter(Boolean).join('');
}

export function sourceOf(modulePath: string): string {
  return modulePath.replace(/\.js$/, '.ts');
}

function writeTypes(element: ManifestElement): string {
  const { name, tagName, events = [] } = element;
  const stem = stemOf(element);
  const renamed = renamedFields(element);
  return [
    interfaceOf(
      { name: `${stem}Properties`, about: `What a page sets on \`<${tagName}>\`.` },
      settableFields(element).map((field) => property(field.name, name, field)),
    ),
    renamed.length === 0
      ? ''
      : interfaceOf(
          {
            name: `${stem}Attributes`,
            about: `Attributes of \`<${tagName}>\` by names of their own.`,
          },
          renamed.map((field) => property(`'${field.attribute ?? ''}'`, name, field)),
        ),
    interfaceOf(
      { name: `${stem}Events`, about: `What \`<${tagName}>\` dispatches.` },
      events.map(event),
    ),
  ].join('\n');
}

function interfaceOf(
  { name, about }: { readonly name: string; readonly about: string },
  members: readonly string[],
): string {
  if (members.length === 0) return `${comment(about)}export type ${name} = object;\n`;
  return `${comment(about)}export interface ${name} {\n${members.join('\n')}\n}\n`;
}

function property(key: string, className: string, { name, description }: CustomElementField) {
  return `${comment(description)}${key}?: ${className}['${name}'] | undefined;`;
}

function event({ name, type, description }: Event): string {
  return `${comment(description)}'${name}': ${type.text};`;
}
