import type { CustomElementField, Event, Package } from 'custom-elements-manifest';
import { elementsOf, type ManifestElement } from '../manifest-elements.ts';
import {
  comment,
  generatedNote,
  importTypes,
  pascalCase,
  settableFields,
  sourceOf,
  stemOf,
} from './element-types.ts';

/** `frameworks/angular.ts`: a directive for each element. Each registers its element, so each has a file of its own. */
export function writeAngularIndex(manifest: Package): string {
  const lines = elementsOf(manifest).map(
    (element) => `export { ${stemOf(element)} } from './angular/${element.tagName}.ts';`,
  );
  return `${generatedNote}\n${lines.join('\n')}\n`;
}

/** A directive that makes Angular know the element: its inputs set properties, its outputs pass events on. */
export function writeAngularModule(element: ManifestElement, manifest: Package): string {
  const { name, modulePath, tagName, summary, events = [] } = element;
  const stem = stemOf(element);
  const fields = settableFields(element);
  const core = [
    'Directive',
    fields.length > 0 && 'ElementRef',
    events.length > 0 && 'EventEmitter',
    events.length > 0 && 'HostListener',
    fields.length > 0 && 'Input',
    events.length > 0 && 'Output',
    fields.some(isFlag) && 'booleanAttribute',
    fields.length > 0 && 'inject',
  ].filter(Boolean);
  const members = [...events.map(output), ...fields.map((field) => input(field, name))];
  if (fields.length > 0) members.unshift(own(name));
  const body = members.join('\n');
  return `${generatedNote}
import { ${core.join(', ')} } from '@angular/core';
import '../../${sourceOf(modulePath)}';
${importTypes(manifest, body, '../..')}
${comment(`\`<${tagName}>\` for Angular's templates. ${summary ?? ''}`)}@Directive({ selector: '${tagName}' })
export class ${stem} {
  ${body}
}
`;
}

function own(className: string): string {
  return `readonly #element: ${className} = inject<ElementRef<${className}>>(ElementRef).nativeElement;\n`;
}

function output({ name, type, description }: Event): string {
  const property = pascalCase(name).replace(/^\w/, (letter) => letter.toLowerCase());
  return `${comment(description)}@Output() readonly ${property}: EventEmitter<${type.text}> = new EventEmitter<${type.text}>();

@HostListener('${name}', ['$event'])
protected on${pascalCase(name)}(event: ${type.text}): void {
  this.${property}.emit(event);
}
`;
}

function input(field: CustomElementField, className: string): string {
  const { name, description } = field;
  const options = isFlag(field) ? '{ transform: booleanAttribute }' : '';
  return `${comment(description)}@Input(${options})
set ${name}(value: ${className}['${name}']) {
  this.#element.${name} = value;
}
`;
}

function isFlag({ type }: CustomElementField): boolean {
  return type?.text === 'boolean';
}
