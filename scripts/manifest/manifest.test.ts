import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { buildManifest } from './build-manifest.ts';
import { isPublic, lineageOf, reactivePropertiesOf } from './class-members.ts';
import { definitionsOf } from './element-definition.ts';
import { frameworksFolder } from './frameworks/framework-files.ts';
import { generateFiles, pagesFolder } from './generated-files.ts';
import { classesOf, elementsOf, fieldsOf } from './manifest-elements.ts';
import { packageFolder, readSources, root } from './sources.ts';
import { readMarks } from './template-marks.ts';

const command = 'Run `npm run build:manifest` and commit what it writes.';

const sources = readSources();
const manifest = buildManifest(sources);
const files = await generateFiles(manifest);
const elements = elementsOf(manifest);

function read(file: string): string {
  const place = path.join(root, file);
  return existsSync(place) ? readFileSync(place, 'utf8') : '';
}

function findClass(name: string): ts.ClassDeclaration {
  const found = sources.files
    .flatMap(({ statements }) => statements.filter(ts.isClassDeclaration))
    .find((declaration) => declaration.name?.text === name);
  if (!found) throw new Error(`No file has a class ${name}.`);
  return found;
}

function namesOf(items: readonly { readonly name: string }[] = []): string[] {
  return items.map(({ name }) => name);
}

describe('the custom-elements manifest', () => {
  test.each([...files.keys()])('%s is what the sources say', (file) => {
    expect(read(file) === files.get(file), `${file} is out of date. ${command}`).toBe(true);
  });

  test('no page is left of an element that has gone', () => {
    const pages = readdirSync(path.join(root, pagesFolder)).map((name) => `${pagesFolder}/${name}`);
    expect([...files.keys()], command).toEqual(expect.arrayContaining(pages));
  });

  test.each(['react', 'angular'])('no file for %s is left of an element that has gone', (name) => {
    const tags = readdirSync(path.join(root, frameworksFolder, name))
      .filter((file) => file.startsWith('totp-') && !file.includes('.test.'))
      .map((file) => `${frameworksFolder}/${name}/${file}`);
    expect(tags).not.toEqual([]);
    expect([...files.keys()], command).toEqual(expect.arrayContaining(tags));
  });

  test('keeps to the schema of custom-elements manifests', () => {
    const require = createRequire(import.meta.url);
    const ajv = new Ajv({ strict: false });
    const validate = ajv.compile(require('custom-elements-manifest') as AnySchema);
    expect(validate(manifest), ajv.errorsText(validate.errors)).toBe(true);
  });

  test('is in the package, with everything that the package says of it', () => {
    const { files, customElements, exports } = JSON.parse(
      read(`${packageFolder}/package.json`),
    ) as {
      files: string[];
      customElements: string;
      exports: Record<string, { 'totp-kit-source'?: string }>;
    };
    expect(customElements).toBe('custom-elements.json');
    expect(files).toEqual(
      expect.arrayContaining([
        'custom-elements.json',
        'vscode.html-custom-data.json',
        'vscode.css-custom-data.json',
      ]),
    );
    for (const { path: module } of manifest.modules) {
      const key = module === 'index.js' ? '.' : `./${module.replace(/^totp-.*(?=\.js)/, 'totp-*')}`;
      const source = exports[key]?.['totp-kit-source'] ?? '';
      const [, name = ''] = /^totp-(.*)\.js$/.exec(module) ?? [];
      expect(read(path.join(packageFolder, source.replace('*', name))), module).toBeTruthy();
    }
  });

  test('has every element that a file registers', () => {
    const registered = sources.files.flatMap(definitionsOf).map(({ tag }) => tag);
    expect(registered).not.toEqual([]);
    const missing = registered.filter((tag) => !elements.some(({ tagName }) => tagName === tag));
    expect(missing, 'Each needs a file of its own at the top of src that registers it').toEqual([]);
  });

  test('has no path of this machine', () => {
    expect([...files.values()].join('\n')).not.toContain(root);
  });

  test('says of every field and method of every class what it is for', () => {
    const silent = classesOf(manifest).flatMap(({ name, members = [] }) =>
      members.filter(({ description }) => !description).map((member) => `${name}.${member.name}`),
    );
    expect(silent, 'Each needs a comment').toEqual([]);
  });
});

describe.each(elements)('the manifest of <$tagName>', (element) => {
  const { name, members = [], attributes, events, slots, cssParts, cssStates } = element;
  const declaration = findClass(name);
  const lineage = lineageOf(declaration, sources.checker);
  const marks = readMarks(declaration, sources);

  test('has every public reactive property', () => {
    const wanted = reactivePropertiesOf(declaration, sources.checker)
      .filter(({ isState, declaration }) => !isState && declaration && isPublic(declaration))
      .map((property) => property.name);
    expect(namesOf(fieldsOf(element))).toEqual(expect.arrayContaining(wanted));
  });

  test('has no state and nothing private', () => {
    const states = reactivePropertiesOf(declaration, sources.checker).filter(
      ({ isState }) => isState,
    );
    const hidden = lineage
      .flatMap((one) => [...one.members])
      .filter((member) => !isPublic(member))
      .map((member) => member.name?.getText());
    const named = [
      ...namesOf(members),
      ...(attributes ?? []).map(({ name, fieldName }) => fieldName ?? name),
    ];
    expect(named.filter((one) => hidden.includes(one))).toEqual([]);
    expect(named.filter((one) => namesOf(states).includes(one))).toEqual([]);
    expect(named.filter((one) => /^[#_]/.test(one))).toEqual([]);
  });

  test('says what everything means', () => {
    const { cssProperties } = element;
    const items = [attributes, members, events, slots, cssParts, cssProperties, cssStates]
      .flatMap((list): { name: string; description?: string }[] => list ?? [])
      .filter(({ description }) => !description);
    expect(namesOf(items)).toEqual([]);
    expect(element.summary, '@summary').toBeTruthy();
    expect(element.description).toBeTruthy();
  });

  test('has every part of its templates', () => {
    expect(missingFrom(namesOf(cssParts), marks.parts), missing('@csspart')).toEqual([]);
  });

  test('has every slot of its templates', () => {
    expect(missingFrom(namesOf(slots), marks.slots), missing('@slot')).toEqual([]);
  });

  test('has every state that it shows', () => {
    expect(missingFrom(namesOf(cssStates), marks.states), missing('@cssstate')).toEqual([]);
  });

  test('has every event of ours that it makes', () => {
    const ours = namesOf(classesOf(manifest));
    const made = [...marks.events].filter((one) => ours.includes(one));
    const types = (events ?? []).map(({ type }) => type.text);
    expect(missingFrom(types, made), missing('@fires')).toEqual([]);
  });

  function missing(tag: string): string {
    return `The comment on ${name} (or on its base) lacks ${tag} of`;
  }
});

test('every custom property that a style reads is documented on an element', () => {
  const documented = elements.flatMap(({ cssProperties }) => namesOf(cssProperties));
  const used = elements.flatMap(({ name }) => [
    ...readMarks(findClass(name), sources).cssProperties,
  ]);
  expect([...new Set(missingFrom(documented, used))], '@cssprop is missing').toEqual([]);
});

/** What is documented as `error-<code>` stands for every name that begins like it. */
function missingFrom(documented: readonly string[], used: Iterable<string>): string[] {
  return [...used].filter(
    (name) =>
      !documented.includes(name) &&
      !(
        name.endsWith('*') &&
        documented.some((known) => known !== '' && known.startsWith(name.slice(0, -1)))
      ),
  );
}
