import type { Attribute, CustomElementDeclaration, Package } from 'custom-elements-manifest';
import { elementsOf, type ManifestElement } from './manifest-elements.ts';

/*
 * What Visual Studio Code knows of elements that a site uses: https://code.visualstudio.com/api/extension-guides/
 * custom-data-extension. Its format has no word for events and slots of an element, so its description lists them.
 */

const version = 1.1;

interface Named {
  readonly name: string;
  readonly description?: string;
}

interface Markdown {
  readonly kind: 'markdown';
  readonly value: string;
}

/** The tags and attributes that the editor completes in HTML. */
export function htmlCustomData(manifest: Package): object {
  return {
    version,
    tags: elementsOf(manifest).map((element) => ({
      name: element.tagName,
      description: markdown(describe(element)),
      attributes: (element.attributes ?? []).map(describeAttribute),
    })),
  };
}

/** The custom properties, parts and states that the editor completes in CSS. */
export function cssCustomData(manifest: Package): object {
  const elements = elementsOf(manifest);
  return {
    version,
    properties: merge(elements, (element) =>
      (element.cssProperties ?? []).map((property) => ({
        name: property.name,
        description: property.default
          ? `${property.description ?? ''} Default: \`${property.default}\``
          : property.description,
      })),
    ),
    pseudoElements: merge(elements, ({ cssParts = [] }) =>
      cssParts.map(({ name, description }) => ({ name: `::part(${name})`, description })),
    ),
    pseudoClasses: merge(elements, ({ cssStates = [] }) =>
      cssStates.map(({ name, description }) => ({ name: `:state(${name})`, description })),
    ),
  };
}

function describe(element: CustomElementDeclaration): string {
  const { summary, description, events = [], slots = [] } = element;
  return [
    summary,
    description,
    list('Events', events),
    list(
      'Slots',
      slots.map((slot) => ({ ...slot, name: slot.name || 'children' })),
    ),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function list(title: string, items: readonly Named[]): string {
  const lines = items.map(({ name, description }) => `- \`${name}\`: ${description ?? ''}`);
  return items.length === 0 ? '' : [`**${title}**`, '', ...lines].join('\n');
}

function describeAttribute({ name, description, type }: Attribute): object {
  const values = [...(type?.text ?? '').matchAll(/'([^']*)'/g)].map(([, value]) => ({
    name: value,
  }));
  return {
    name,
    ...(description && { description: markdown(description) }),
    // The editor's own name for an attribute that is there or not.
    ...(type?.text === 'boolean' && { valueSet: 'v' }),
    ...(values.length > 0 && { values }),
  };
}

type Naming = (
  element: ManifestElement,
) => readonly { readonly name: string; readonly description: string | undefined }[];

/** One entry for each name, which says what it means on which elements. */
function merge(elements: readonly ManifestElement[], naming: Naming): object[] {
  const meanings = new Map<string, Map<string, string[]>>();
  for (const element of elements) {
    for (const { name, description = '' } of naming(element)) {
      const tags = meanings.get(name) ?? new Map<string, string[]>();
      meanings.set(name, tags);
      tags.set(description, [...(tags.get(description) ?? []), `\`<${element.tagName}>\``]);
    }
  }
  return [...meanings].map(([name, descriptions]) => ({
    name,
    description: markdown(
      [...descriptions].map(([text, tags]) => `${tags.join(', ')}: ${text}`).join('\n\n'),
    ),
  }));
}

function markdown(value: string): Markdown {
  return { kind: 'markdown', value };
}
