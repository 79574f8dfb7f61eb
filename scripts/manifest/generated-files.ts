import path from 'node:path';
import type { Package } from 'custom-elements-manifest';
import { format, resolveConfig } from 'prettier';
import { writeElementPage, writeIndexPage } from './api-pages.ts';
import { cssCustomData, htmlCustomData } from './editor-data.ts';
import { writeFrameworkFiles } from './frameworks/framework-files.ts';
import { elementsOf } from './manifest-elements.ts';
import { packageFolder, root } from './sources.ts';

/** Whose files are all written; what else lies there belongs to an element that has gone. */
export const pagesFolder = 'docs/api';

/** Everything that is made from a manifest: text by path in the repository. */
export async function generateFiles(manifest: Package): Promise<ReadonlyMap<string, string>> {
  const drafts = [
    [`${packageFolder}/custom-elements.json`, JSON.stringify(manifest)],
    [`${packageFolder}/vscode.html-custom-data.json`, JSON.stringify(htmlCustomData(manifest))],
    [`${packageFolder}/vscode.css-custom-data.json`, JSON.stringify(cssCustomData(manifest))],
    [`${pagesFolder}/README.md`, writeIndexPage(manifest)],
    ...elementsOf(manifest).map((element) => [
      `${pagesFolder}/${element.tagName}.md`,
      writeElementPage(element, manifest),
    ]),
    ...writeFrameworkFiles(manifest),
  ] as const;
  const files = drafts.map(async ([file = '', text = '']) => {
    const options = await resolveConfig(path.join(root, file));
    return [file, await format(text, { ...options, filepath: file, proseWrap: 'always' })] as const;
  });
  return new Map(await Promise.all(files));
}
