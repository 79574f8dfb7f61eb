import type {
  Attribute,
  ClassMethod,
  CustomElementField,
  Event as ElementEvent,
  Package,
} from 'custom-elements-manifest';
import {
  classesOf,
  elementsOf,
  fieldsOf,
  methodsOf,
  type ManifestElement,
} from './manifest-elements.ts';

interface Documented {
  readonly description?: string;
  readonly deprecated?: boolean | string;
}

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
}

const generated =
  '<!-- Written by `npm run build:manifest` from the comments in packages/components/src. -->\n\n';

/** The page that lists the elements. */
export function writeIndexPage(manifest: Package): string {
  const elements = table(elementsOf(manifest), [
    { title: 'element', cell: ({ tagName }) => `[\`<${tagName}>\`](${tagName}.md)` },
    { title: 'what it is for', cell: ({ summary }) => cellText(summary) },
    { title: 'module', cell: ({ modulePath }) => code(modulePath) },
  ]);
  return `${generated}# Elements

One script tag brings all that visitors see, another one \`<totp-users>\`; the npm package has a module for
each. Events bubble and cross shadow roots. Every look is a custom property, a part (\`::part()\`) or a state (\`:state()\`).

${elements}

[Your editor](../editors.md) can complete and explain all of this where you write it.
`;
}

/** The page of one element. */
export function writeElementPage(element: ManifestElement, manifest: Package): string {
  const { tagName, summary, description, deprecated, modulePath } = element;
  const sections = [
    `${generated}# \`<${tagName}>\``,
    deprecated ? `> ${deprecation(deprecated)}` : '',
    summary ?? '',
    description ?? '',
    `\`\`\`js\nimport '@totp-kit/components/${modulePath}';\n\`\`\``,
    section('Attributes and properties', table(propertyRows(element), propertyColumns)),
    section('Events', eventSections(element.events ?? [], manifest)),
    section('Methods', table(methodsOf(element), methodColumns)),
    section('Slots', table(element.slots ?? [], [slotColumn, meaning])),
    section('Parts', table(element.cssParts ?? [], [nameColumn('part'), meaning])),
    section(
      'Custom properties',
      table(element.cssProperties ?? [], [nameColumn('property'), defaultColumn, meaning]),
    ),
    section('States', table(element.cssStates ?? [], [stateColumn, meaning])),
    '[All elements](README.md)',
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

interface PropertyRow extends Documented {
  readonly attribute: string;
  readonly property: string;
  readonly type: string;
  readonly default?: string;
}

/** Attributes and properties side by side, as a page may set either. */
function propertyRows(element: ManifestElement): PropertyRow[] {
  const fields = fieldsOf(element);
  const alone = (element.attributes ?? []).filter(
    ({ fieldName }) => !fields.some(({ name }) => name === fieldName),
  );
  return [...fields.map(fieldRow), ...alone.map(attributeRow)];
}

function fieldRow(field: CustomElementField): PropertyRow {
  const { name, attribute, reflects, readonly, type } = field;
  const notes = [...(reflects ? ['reflected'] : []), ...(readonly ? ['read only'] : [])];
  return {
    ...field,
    attribute: attribute ? code(attribute) : '',
    property: [code(name), ...notes].join(', '),
    type: type?.text ?? '',
  };
}

function attributeRow(attribute: Attribute): PropertyRow {
  return {
    ...attribute,
    attribute: code(attribute.name),
    property: '',
    type: attribute.type?.text ?? '',
  };
}

function eventSections(events: readonly ElementEvent[], manifest: Package): string {
  return events
    .map((event) => {
      const declared = classesOf(manifest).find(({ name }) => name === event.type.text);
      const fields = declared ? fieldsOf(declared) : [];
      return [
        `### \`${event.name}\``,
        `${event.description ?? ''} Its type is ${code(event.type.text)}.`.trim(),
        table(fields, [nameColumn('field'), typeColumn, meaning]),
      ].join('\n\n');
    })
    .join('\n\n');
}

const meaning: Column<Documented> = {
  title: 'meaning',
  cell: ({ description, deprecated }) =>
    cellText([deprecated && deprecation(deprecated), description].filter(Boolean).join(' ')),
};

const typeColumn: Column<{ readonly type?: { readonly text: string } }> = {
  title: 'type',
  cell: ({ type }) => code(type?.text),
};

const defaultColumn: Column<{ readonly default?: string }> = {
  title: 'default',
  cell: (row) => code(row.default),
};

const propertyColumns: Column<PropertyRow>[] = [
  { title: 'attribute', cell: ({ attribute }) => attribute },
  { title: 'property', cell: ({ property }) => property },
  { title: 'type', cell: ({ type }) => code(withoutUndefined(type)) },
  defaultColumn,
  meaning,
];

const methodColumns: Column<ClassMethod>[] = [
  { title: 'method', cell: (method) => code(signatureOf(method)) },
  meaning,
];

const slotColumn: Column<{ readonly name: string }> = {
  title: 'slot',
  cell: ({ name }) => (name ? code(name) : 'the children'),
};

const stateColumn: Column<{ readonly name: string }> = {
  title: 'state',
  cell: ({ name }) => code(`:state(${name})`),
};

function nameColumn(title: string): Column<{ readonly name: string }> {
  return { title, cell: ({ name }) => code(name) };
}

function signatureOf({ name, parameters = [], return: answer }: ClassMethod): string {
  const list = parameters.map(
    (parameter) =>
      `${parameter.name}${parameter.optional || parameter.default ? '?' : ''}` +
      (parameter.type ? `: ${parameter.type.text}` : ''),
  );
  return `${name}(${list.join(', ')})${answer?.type ? `: ${answer.type.text}` : ''}`;
}

function section(title: string, content: string): string {
  return content && `## ${title}\n\n${content}`;
}

/** A table without the columns that no row has anything for. */
function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const used = columns.filter(({ cell }) => rows.some((row) => cell(row) !== ''));
  if (used.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(used.map(({ title }) => title)),
    line(used.map(() => '---')),
    ...rows.map((row) => line(used.map(({ cell }) => cell(row)))),
  ].join('\n');
}

/** What is not set needs no word of its own. */
function withoutUndefined(type: string): string {
  return type.replace(/( \| (undefined|null))+$/, '');
}

function code(text: string | undefined): string {
  return text ? `\`${escapeCell(text)}\`` : '';
}

function cellText(text: string | undefined): string {
  return escapeCell(text ?? '').replaceAll(/\s*\n\s*/g, '<br>');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function deprecation(deprecated: boolean | string): string {
  return typeof deprecated === 'string' && deprecated !== 'true'
    ? `**Deprecated.** ${deprecated}`
    : '**Deprecated.**';
}
