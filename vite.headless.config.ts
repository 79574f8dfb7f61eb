import { defineConfig } from 'vite';
import { minifyTwice } from './packages/components/scripts/minify-twice.mjs';
import { shippedOnly } from './scripts/shipped-only.mjs';

/**
 * Builds `/totp-kit-headless.js` beside the files of vite.config.ts: one file without elements, so that its parts are
 * not shared with theirs. The languages are the same files for both.
 */
export default defineConfig({
  root: 'packages/components',
  publicDir: false,
  plugins: [minifyTwice(), shippedOnly()],
  resolve: {
    conditions: ['totp-kit-source', 'module', 'browser', 'production'],
    alias: [
      { find: /^(.*)\/load-(session-client|server-faults)\.ts$/, replacement: '$1/included-$2.ts' },
    ],
  },
  build: {
    target: 'es2022',
    outDir: 'dist/browser',
    emptyOutDir: false,
    modulePreload: false,
    lib: { entry: 'src/browser-headless.ts', formats: ['es'] },
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        minify: false,
        comments: false,
        entryFileNames: 'totp-kit-headless.js',
        chunkFileNames: 'totp-kit/[name]-[hash].js',
      },
    },
  },
});
