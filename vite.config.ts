import { defineConfig } from 'vite';
import { minifyLiterals } from './packages/components/scripts/minify-literals.mjs';
import { minifyTwice } from './packages/components/scripts/minify-twice.mjs';
import { trimLit } from './packages/components/scripts/trim-lit.mjs';
import { shippedOnly } from './scripts/shipped-only.mjs';

/** Builds the browser files that the server hands out: the entry `/totp-kit.js` and its content-hashed chunks. */
export default defineConfig({
  root: 'packages/components',
  publicDir: false,
  plugins: [trimLit(), minifyLiterals(), minifyTwice(), shippedOnly()],
  resolve: {
    conditions: ['totp-kit-source', 'module', 'browser', 'production'],
    // One request for all that signing in needs; the package loads a part of it when somebody turns to the field.
    // Elements of a script are never missing on its page.
    alias: [
      { find: /^(.*)\/load-answers\.ts$/, replacement: '$1/included-answers.ts' },
      { find: /^(.*)\/define-element\.ts$/, replacement: '$1/define-bundled-element.ts' },
    ],
  },
  build: {
    target: 'es2022',
    outDir: 'dist/browser',
    emptyOutDir: true,
    modulePreload: false,
    lib: { entry: 'src/browser.ts', formats: ['es'] },
    rolldownOptions: {
      // Minifying takes the time it takes.
      checks: { pluginTimings: false },
      // The chunk takes what it shares with the entry from there, instead of from a third file.
      preserveEntrySignatures: 'allow-extension',
      output: {
        // Vite spares the whitespace of libraries, for bundlers' sake. This one goes to browsers, minified by a plugin.
        minify: false,
        comments: false,
        entryFileNames: 'totp-kit.js',
        chunkFileNames: 'totp-kit/[name]-[hash].js',
      },
    },
  },
});
