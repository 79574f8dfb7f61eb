import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildManifest } from './manifest/build-manifest.ts';
import { generateFiles, pagesFolder } from './manifest/generated-files.ts';
import { readSources, root } from './manifest/sources.ts';

/**
 * Writes the custom-elements manifest and what is made from it: the pages of docs/api and the editors' files.
 * A test fails when the committed copies are not what the sources say.
 */
const files = await generateFiles(buildManifest(readSources()));
rmSync(path.join(root, pagesFolder), { recursive: true, force: true });
for (const [file, text] of files) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
  console.log(`wrote ${file}`);
}
