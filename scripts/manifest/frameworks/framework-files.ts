import type { Package } from 'custom-elements-manifest';
import { elementsOf } from '../manifest-elements.ts';
import { packageFolder } from '../sources.ts';
import { writeAngularIndex, writeAngularModule } from './angular-modules.ts';
import { writeElementTypes } from './element-types.ts';
import { writeReactIndex, writeReactModule } from './react-modules.ts';
import { typeModules, writeTypeModule, type TypeModule } from './type-modules.ts';

/** Where all of this lies, with the little that is written by hand. */
export const frameworksFolder = `${packageFolder}/src/frameworks`;

/** What a framework's compiler, or the framework itself, knows the elements by: text by path in the repository. */
export function writeFrameworkFiles(manifest: Package): [file: string, text: string][] {
  const elements = elementsOf(manifest);
  const files: [string, string][] = [
    ['element-types.ts', writeElementTypes(manifest)],
    ...(Object.keys(typeModules) as TypeModule[]).map((name): [string, string] => [
      `${name}.ts`,
      writeTypeModule(manifest, name),
    ]),
    ['react.ts', writeReactIndex(manifest)],
    ...elements.map((element): [string, string] => [
      `react/${element.tagName}.ts`,
      writeReactModule(element),
    ]),
    ['angular.ts', writeAngularIndex(manifest)],
    ...elements.map((element): [string, string] => [
      `angular/${element.tagName}.ts`,
      writeAngularModule(element, manifest),
    ]),
  ];
  return files.map(([file, text]) => [`${frameworksFolder}/${file}`, text]);
}
