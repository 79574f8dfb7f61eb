import { fileURLToPath } from 'node:url';
import { minifyFolder } from './minify-literals.mjs';

// Takes the white space out of the templates of the npm package, which the bundlers of sites leave as they are.

for (const part of ['elements', 'lib']) {
  minifyFolder(fileURLToPath(new URL(`../dist/${part}`, import.meta.url)));
}
