import type { Package } from 'custom-elements-manifest';
import { elementsOf, type ManifestElement } from '../manifest-elements.ts';
import { generatedNote, importTypes, renamedFields, stemOf } from './element-types.ts';

/*
 * Modules that tell a framework's compiler of the elements. They are nothing when the page runs. Each puts the elements
 * into an interface of the framework's, with its ways of naming properties and events.
 */

interface Framework {
  readonly module: string;
  /** What one element is there, in terms of its types. */
  readonly entry: (names: Names) => string;
  /** What `entry` is made of. */
  readonly prelude: string;
  /** The interface of the framework's, around its entries. */
  readonly augmentation: (entries: string) => string;
}

interface Names {
  readonly tag: string;
  readonly element: string;
  readonly properties: string;
  readonly attributes: string;
  readonly events: string;
}

export const typeModules = {
  'jsx-react': {
    module: 'react',
    prelude: `
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Listeners } from './names.ts';

/** React 19 sets what is a property of the element, and listens to \`on\` with the name of an event. */
type JsxElement<Element, Own, Events> = Own & Listeners<Events, 'on'> &
  Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Own>;
`,
    augmentation: jsxAugmentation('react'),
    entry: ({ element, properties, attributes, events }) =>
      `JsxElement<${element}, ${properties} & ${attributes}, ${events}>`,
  },
  'jsx-preact': {
    module: 'preact',
    prelude: `
import type { ClassAttributes, HTMLAttributes } from 'preact';
import type { Listeners } from './names.ts';

/** Preact sets what is a property of the element, and listens to \`on\` with the name of an event. */
type JsxElement<Element extends EventTarget, Own, Events> = Own & Listeners<Events, 'on'> &
  Omit<HTMLAttributes<Element> & ClassAttributes<Element>, keyof Own>;
`,
    augmentation: jsxAugmentation('preact'),
    entry: ({ element, properties, attributes, events }) =>
      `JsxElement<${element}, ${properties} & ${attributes}, ${events}>`,
  },
  'jsx-solid': {
    module: 'solid-js',
    prelude: `
import type { JSX } from 'solid-js';
import type { Listeners } from './names.ts';

/** Solid sets a property by its name or as \`prop:name\`, and listens to \`on:\` with the name of an event. */
type JsxElement<Element, Properties, Attributes, Events> = Properties & Attributes &
  Prefixed<Properties, 'prop:'> & Prefixed<Attributes, 'attr:'> & Listeners<Events, 'on:'> &
  Omit<JSX.HTMLAttributes<Element>, keyof Properties>;

type Prefixed<Own, Prefix extends string> = {
  [Name in keyof Own & string as \`\${Prefix}\${Name}\`]?: Own[Name];
};
`,
    augmentation: jsxAugmentation('solid-js'),
    entry: ({ element, properties, attributes, events }) =>
      `JsxElement<${element}, ${properties}, ${attributes}, ${events}>`,
  },
  vue: {
    module: 'vue',
    prelude: `
import type { HTMLAttributes, PublicProps } from 'vue';
import type { CamelListeners } from './names.ts';

/** What Vue's tools ask of a component: the properties of its tag in a template, and its events. */
type VueElement<Element extends HTMLElement, Properties, Events> = new () => Element & {
  $props: Properties & CamelListeners<Events> & PublicProps & Omit<HTMLAttributes, keyof Properties>;
  $emit: (name: keyof Events, event: Events[keyof Events]) => void;
};
`,
    augmentation: (entries) => `declare module 'vue' {
  interface GlobalComponents {
    ${entries}
  }
}`,
    entry: ({ element, properties, events }) => `VueElement<${element}, ${properties}, ${events}>`,
  },
  svelte: {
    module: 'svelte/elements',
    prelude: `
import type { HTMLAttributes } from 'svelte/elements';
import type { Listeners } from './names.ts';

/** Svelte sets what is a property of the element, and listens to \`on\` with the name of an event. */
type SvelteElement<Element extends EventTarget, Own, Events> = Own & Listeners<Events, 'on' | 'on:'> &
  Omit<HTMLAttributes<Element>, keyof Own>;
`,
    augmentation: (entries) => `declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    ${entries}
  }
}`,
    entry: ({ element, properties, attributes, events }) =>
      `SvelteElement<${element}, ${properties} & ${attributes}, ${events}>`,
  },
} satisfies Record<string, Framework>;

export type TypeModule = keyof typeof typeModules;

export function writeTypeModule(manifest: Package, name: TypeModule): string {
  const { prelude, augmentation, entry }: Framework = typeModules[name];
  const names = elementsOf(manifest).map(namesOf);
  const body = augmentation(names.map((one) => `'${one.tag}': ${entry(one)};`).join('\n'));
  const own = names.flatMap(({ properties, attributes, events }) => [
    properties,
    attributes,
    events,
  ]);
  const named = new Set(body.match(/\w+/g));
  const used = own.filter((type) => type !== 'object' && named.has(type));
  return [
    generatedNote,
    importTypes(manifest, body),
    `import type { ${used.join(', ')} } from './element-types.ts';`,
    prelude,
    body,
  ].join('\n');
}

function namesOf(element: ManifestElement): Names {
  const stem = stemOf(element);
  return {
    tag: element.tagName,
    element: element.name,
    properties: `${stem}Properties`,
    attributes: renamedFields(element).length > 0 ? `${stem}Attributes` : 'object',
    events: `${stem}Events`,
  };
}

function jsxAugmentation(module: string): (entries: string) => string {
  return (entries) => `declare module '${module}' {
  namespace JSX {
    interface IntrinsicElements {
      ${entries}
    }
  }
}`;
}
