import { defineConfig } from 'vite';
import { minifyLiterals } from './packages/components/scripts/minify-literals.mjs';
import { minifyTwice } from './packages/components/scripts/minify-twice.mjs';
import { shippedOnly } from './scripts/shipped-only.mjs';

/**
 * Builds `/totp-kit-users.js` beside the files of vite.config.ts: the table of an administration, of which visitors'
 * pages load nothing. The languages are the same files for both.
 */
export default defineConfig({
  root: 'packages/components',
  publicDir: false,
  plugins: [minifyLiterals(), minifyTwice(), shippedOnly()],
  resolve: {
    conditions: ['totp-kit-source', 'module', 'browser', 'production'],
    alias: [
      {
        find: /^(.*)\/load-(answers|session-client|server-faults)\.ts$/,
        replacement: '$1/included-$2.ts',
      },
      { find: /^(.*)\/define-element\.ts$/, replacement: '$1/define-bundled-element.ts' },
    ],
  },
  build: {
    target: 'es2022',
    outDir: 'dist/browser',
    emptyOutDir: false,
    modulePreload: false,
    lib: { entry: 'src/browser-users.ts', formats: ['es'] },
    rolldownOptions: {
      checks: { pluginTimings: false },
      preserveEntrySignatures: 'allow-extension',
      output: {
        minify: false,
        comments: false,
        entryFileNames: 'totp-kit-users.js',
        chunkFileNames: ({ name }) =>
          `totp-kit/${/^[a-z]{2}$/.test(name) ? '' : 'users-'}[name]-[hash].js`,
      },
    },
  },
});
