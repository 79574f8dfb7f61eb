import { defineConfig } from 'vite';
import { minifyLiterals } from './packages/components/scripts/minify-literals.mjs';
import { minifyTwice } from './packages/components/scripts/minify-twice.mjs';
import { trimLit } from './packages/components/scripts/trim-lit.mjs';
import { shippedOnly } from './scripts/shipped-only.mjs';

/**
 * Builds `/totp-kit.all.js` beside the files of vite.config.ts: the same in one file that loads nothing more, for pages
 * that pin what they load by its hash.
 */
export default defineConfig({
  root: 'packages/components',
  publicDir: false,
  plugins: [trimLit(), minifyLiterals(), minifyTwice(), shippedOnly()],
  resolve: {
    conditions: ['totp-kit-source', 'module', 'browser', 'production'],
    alias: [
      { find: /^(.*)\/load-answers\.ts$/, replacement: '$1/included-answers.ts' },
      { find: /^(.*)\/bundle-server\.ts$/, replacement: '$1/served-bundle-server.ts' },
      { find: /^(.*)\/define-element\.ts$/, replacement: '$1/define-bundled-element.ts' },
    ],
  },
  build: {
    target: 'es2022',
    outDir: 'dist/browser',
    emptyOutDir: false,
    modulePreload: false,
    lib: { entry: 'src/browser.ts', formats: ['es'] },
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        minify: false,
        comments: false,
        codeSplitting: false,
        entryFileNames: 'totp-kit.all.js',
      },
    },
  },
});
