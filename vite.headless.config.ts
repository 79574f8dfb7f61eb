import { defineConfig } from 'vite';

/**
 * Builds `/totp-kit-headless.js` beside the files of vite.config.ts: one file without elements, so that its parts are
 * not shared with theirs. The languages are the same files for both.
 */
export default defineConfig({
  root: 'packages/components',
  publicDir: false,
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
      output: {
        minify: true,
        comments: false,
        entryFileNames: 'totp-kit-headless.js',
        chunkFileNames: 'totp-kit/[name]-[hash].js',
      },
    },
  },
});
