import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { shippedOnly } from '../../scripts/shipped-only.mjs';

/**
 * Builds the console's pages into the server, which serves them below `/console` of whatever path it is mounted at, and
 * writes that into the document.
 */
export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: command === 'serve' ? '/console/' : './',
  publicDir: false,
  plugins: [shippedOnly()],
  resolve: { conditions: ['totp-kit-source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    outDir: '../server/dist/console',
    emptyOutDir: true,
    // A data: URL of a style would not pass `style-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: developmentProxy() },
}));

/** While developing, the API goes to a server, so that pages and API have one origin. */
function developmentProxy(): Record<string, string> {
  const server = process.env['TOTP_KIT_DEV_SERVER'] ?? 'http://localhost:8787';
  return Object.fromEntries(['/api/', '/console/api/'].map((path) => [path, server]));
}
