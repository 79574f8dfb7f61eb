import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const page = (name: string): string => fileURLToPath(new URL(`${name}.html`, import.meta.url));
const elementsSource = fileURLToPath(
  new URL('../packages/components/src/browser.ts', import.meta.url),
);

/**
 * The demo is a site like any other: it gets the elements from a totp-kit server by one script tag.
 * `VITE_TOTP_KIT_SERVER` names the server when it is not the one that serves the pages.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [elementsFromSource()],
  resolve: { conditions: ['totp-kit-source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // A data: URL would not pass `default-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index', 'enter', 'sign-up', 'sign-in', 'account', 'gallery'].map(page),
    },
  },
  server: { proxy: developmentProxy() },
});

/**
 * While developing, `/totp-kit.js` is the source of the elements, with hot reload. The bundle talks to the
 * server that it came from; its source comes from a folder, so the server is named here.
 */
function elementsFromSource(): Plugin {
  return {
    name: 'totp-kit-elements-from-source',
    apply: 'serve',
    resolveId: (id) => (id.split('?')[0] === '/totp-kit.js' ? elementsSource : undefined),
    transform: (code, id) =>
      id.endsWith('/lib/client/bundle-server.ts')
        ? code.replaceAll('import.meta.url', 'location.origin')
        : undefined,
  };
}

/** While developing, the server's own paths go to it, so that pages and API have one origin. */
function developmentProxy(): Record<string, string> {
  const server = process.env['TOTP_KIT_DEV_SERVER'] ?? 'http://localhost:8787';
  const paths = [
    '/api/',
    '/.well-known/',
    '/healthz',
    '/readyz',
    '/openapi.json',
    '/enroll',
    '/console',
  ];
  return Object.fromEntries(paths.map((path) => [path, server]));
}
