import type { CustomElementField, Package } from 'custom-elements-manifest';
import { elementsOf, type ManifestElement } from '../manifest-elements.ts';
import {
  comment,
  generatedNote,
  pascalCase,
  settableFields,
  sourceOf,
  stemOf,
} from './element-types.ts';

/** Never an attribute, which a server would write into a page. */
const secret = 'ticket';

/** `frameworks/react.ts`: a component for each element. Each registers its element, so each has a file of its own. */
export function writeReactIndex(manifest: Package): string {
  const lines = elementsOf(manifest).map((element) => {
    const stem = stemOf(element);
    const path = `./react/${element.tagName}.ts`;
    return `export { ${stem}, type ${stem}Props } from '${path}';`;
  });
  return `'use client';\n${generatedNote}\n${lines.join('\n')}\n`;
}

export function writeReactModule(element: ManifestElement): string {
  const { name, modulePath, tagName, summary, events = [] } = element;
  const stem = stemOf(element);
  const fields = settableFields(element);
  const generics = `${name}, ${stem}Properties, ${stem}Events`;
  const source = `../../${sourceOf(modulePath)}`;
  return `'use client';
${generatedNote}
import '${source}';
import type { ${name} } from '${source}';
import type { ${stem}Events, ${stem}Properties } from '../element-types.ts';
import { createElementComponent, type ElementComponent, type ElementProps } from './element-component.ts';

/** What \`<${stem}>\` is given. */
export type ${stem}Props = ElementProps<${generics}>;

${comment(`\`<${tagName}>\` for React 18 and 19. ${summary ?? ''}`)}export const ${stem}: ElementComponent<${generics}> = createElementComponent({
  tag: '${tagName}',
  properties: { ${fields.map((field) => `${field.name}: ${usual(field)}`).join(', ')} },
  attributes: { ${fields.flatMap(attribute).join(', ')} },
  events: { ${events.map((event) => `on${pascalCase(event.name)}: '${event.name}'`).join(', ')} },
});
`;
}

function usual({ default: text = 'undefined' }: CustomElementField): string {
  return text;
}

function attribute({ name, attribute }: CustomElementField): string[] {
  return attribute === undefined || name === secret ? [] : [`${name}: '${attribute}'`];
}
