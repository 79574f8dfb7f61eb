/**
 * The import directions of this repository, one row a layer (ARCHITECTURE.md, "One way for data").
 *
 * - `path`: a folder, or a file without its ending; the longest one that fits names a file's layer.
 * - `imports`: the layers and guarded packages it may import. `types`: those it may only `import type`.
 * - A row without `imports` composes: it may import everything.
 *
 * What a row does not name, it may not import. Tests and test tools are not held to this.
 */
export const layers = [
  row('protocol', 'packages/protocol/src', { imports: [] }),

  row('server/core', 'packages/server/src/core', { imports: [] }),
  row('server/keyring', 'packages/server/src/keyring', { imports: ['server/core'] }),
  row('server/store', 'packages/server/src/store', {
    imports: ['server/core', 'better-sqlite3', 'pg'],
    types: ['@totp-kit/protocol'],
  }),
  row('server/services', 'packages/server/src/services', {
    imports: ['server/core', 'server/keyring', '@totp-kit/protocol', '@totp-kit/protocol/errors'],
    types: ['server/store', 'server/config'],
  }),
  row('server/middleware', 'packages/server/src/middleware', {
    imports: ['server/services', '@totp-kit/protocol', '@totp-kit/protocol/errors', 'hono'],
    types: ['server/config'],
  }),
  row('server/routes', 'packages/server/src/routes', {
    imports: [
      'server/services',
      'server/middleware',
      '@totp-kit/protocol',
      '@totp-kit/protocol/errors',
      'hono',
    ],
    types: ['server/config'],
  }),
  // Sockets: how many, how long, and how they end. It knows nothing of what is asked on them.
  row('server/http-server', 'packages/server/src/http-server', { imports: ['server/core'] }),
  row('server/config', 'packages/server/src/config', {
    imports: ['server/core', 'server/keyring'],
    types: ['server/store'],
  }),
  // What is written to the log, and what takes secrets out of it.
  row('server/logging', 'packages/server/src/logging', {
    imports: ['server/core', 'server/redaction', 'pino'],
  }),
  row('server/redaction', 'packages/server/src/redaction', { imports: [] }),
  // What a site's backend imports: it runs in any JavaScript runtime and shares no code with the server.
  row('server/verify', 'packages/server/src/verify', {
    imports: ['jose'],
    types: ['@totp-kit/protocol'],
  }),
  row('server/management', 'packages/server/src/management', {
    imports: [
      'server/verify',
      'server/redaction',
      '@totp-kit/protocol/errors',
      '@totp-kit/protocol/management',
    ],
    types: ['@totp-kit/protocol'],
  }),
  // What guards a site's own routes, and how each framework asks it; no framework is needed for another one.
  row('server/guard', 'packages/server/src/guard', {
    imports: ['server/core', 'server/verify'],
  }),
  row('server/hono', 'packages/server/src/hono', {
    imports: ['server/guard'],
    types: ['server/verify', 'hono'],
  }),
  row('server/express', 'packages/server/src/express', {
    imports: ['server/guard'],
    types: ['server/verify'],
  }),
  row('server/next', 'packages/server/src/next', {
    imports: ['server/guard'],
    types: ['server/verify'],
  }),
  // app.ts, index.ts, main.ts and cli/ put the layers together; no layer imports them.
  row('server', 'packages/server/src', {}),

  // What stands freely in lib is common ground: clock, context, events, styles, the QR code's drawing.
  row('components/lib', 'packages/components/src/lib', {
    imports: ['components/messages', '@totp-kit/protocol/errors'],
    types: ['components/flow', 'components/client', '@totp-kit/protocol'],
  }),
  row('components/client', 'packages/components/src/lib/client', {
    imports: ['components/lib', '@totp-kit/protocol/errors', '@totp-kit/protocol/management'],
    types: ['@totp-kit/protocol'],
  }),
  row('components/connect-client', 'packages/components/src/lib/connect-client', {
    imports: ['components/client', 'components/lib', '@totp-kit/protocol/errors'],
    types: ['components/flow', '@totp-kit/protocol'],
  }),
  row('components/connect-management', 'packages/components/src/lib/connect-management', {
    imports: ['components/client', 'components/lib'],
  }),
  row('components/messages', 'packages/components/src/lib/messages', {
    imports: ['components/lib', '@totp-kit/protocol/errors'],
    types: ['components/flow', '@totp-kit/protocol'],
  }),
  row('components/flow', 'packages/components/src/lib/flow', {
    imports: ['components/lib', '@totp-kit/protocol/errors'],
    types: ['components/client', '@totp-kit/protocol'],
  }),
  row('components/elements', 'packages/components/src/lib/elements', {
    imports: [
      'components/flow',
      'components/messages',
      'components/connect-client',
      'components/connect-management',
      'components/lib',
      '@totp-kit/protocol/errors',
    ],
    types: ['components/client', '@totp-kit/protocol'],
  }),
  row('components', 'packages/components/src', {
    imports: [
      'components/client',
      'components/elements',
      'components/flow',
      'components/messages',
      'components/connect-client',
      'components/lib',
      '@totp-kit/protocol/errors',
    ],
    types: ['@totp-kit/protocol'],
  }),

  // The console's pages: decisions without a document, words, and what is shown.
  row('console/logic', 'packages/console/src/logic', {
    imports: ['@totp-kit/components', '@totp-kit/protocol/errors'],
    types: ['@totp-kit/protocol'],
  }),
  row('console/words', 'packages/console/src/words', {
    imports: ['console/logic', '@totp-kit/components', '@totp-kit/protocol/errors'],
    types: ['@totp-kit/protocol'],
  }),
  row('console/styles', 'packages/console/src/styles', { imports: [] }),
  row('console/parts', 'packages/console/src/parts', {
    imports: ['console/logic', 'console/words', 'console/styles', '@totp-kit/components', 'uplot'],
    types: ['@totp-kit/protocol'],
  }),
  row('console/views', 'packages/console/src/views', {
    imports: ['console/logic', 'console/words', 'console/styles', 'console/parts'],
    types: ['@totp-kit/protocol'],
  }),
  row('console/shell', 'packages/console/src/shell', {
    imports: [
      'console/logic',
      'console/words',
      'console/styles',
      'console/parts',
      '@totp-kit/components',
    ],
    types: ['@totp-kit/protocol', '@totp-kit/protocol/errors'],
  }),
  // main.ts and elements.ts put the pages together.
  row('console', 'packages/console/src', {}),
];

/** Packages that only the rows naming them may import, their subpaths (`hono/cors`) included. */
export const guardedPackages = [
  'hono',
  '@hono/node-server',
  'jose',
  'better-sqlite3',
  'pg',
  'pino',
  'uplot',
  '@totp-kit/protocol',
  '@totp-kit/protocol/errors',
  '@totp-kit/protocol/management',
  '@totp-kit/components',
];

function row(name, path, { imports, types = [] }) {
  return { name, path, imports, types };
}
