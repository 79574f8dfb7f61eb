import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

// The texts below stand in no file, so the rules that ask the type checker are off here.
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

async function rulesBroken(file: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(`${code}\n`, { filePath: path.join(root, file) });
  const messages = results.flatMap((result) => result.messages);
  for (const message of messages) if (message.fatal) throw new Error(message.message);
  return messages
    .filter((message) => message.severity === 2)
    .map((message) => message.ruleId ?? '');
}

const server = 'packages/server/src';
const components = 'packages/components/src';
const direction = 'house/import-direction';

test.each([
  ['core → keyring', `${server}/core/code.ts`, `export * from '../keyring/keyring.ts';`],
  ['core → config', `${server}/core/code.ts`, `import type { A } from '../config.ts';`],
  ['core → protocol', `${server}/core/code.ts`, `import type { A } from '@totp-kit/protocol';`],
  ['keyring → store', `${server}/keyring/keyring.ts`, `import { a } from '../store/store.ts';`],
  ['store → services', `${server}/store/sqlite.ts`, `import { a } from '../services/a.ts';`],
  ['store → protocol', `${server}/store/sqlite.ts`, `import { user } from '@totp-kit/protocol';`],
  ['services → store', `${server}/services/a.ts`, `import { Store } from '../store/sqlite.ts';`],
  ['services → store', `${server}/services/a.ts`, `await import('../store/sqlite.ts');`],
  ['services → hono', `${server}/services/a.ts`, `import { Hono } from 'hono';`],
  ['services → routes', `${server}/services/a.ts`, `import { a } from '../routes/a.ts';`],
  ['services → sql', `${server}/services/a.ts`, `import Database from 'better-sqlite3';`],
  ['routes → store', `${server}/routes/a.ts`, `import type { A } from '../store/store.ts';`],
  ['routes → core', `${server}/routes/a.ts`, `import { a } from '../core/code.ts';`],
  ['routes → sql', `${server}/routes/a.ts`, `import Database from 'better-sqlite3';`],
  ['middleware → routes', `${server}/middleware/a.ts`, `import { a } from '../routes/a.ts';`],
  ['services → app', `${server}/services/a.ts`, `import type { App } from '../app.ts';`],
  ['core → a new file', `${server}/core/code.ts`, `import { a } from '../new.ts';`],
  ['routes → pg', `${server}/routes/a.ts`, `import pg from 'pg';`],
  ['verify → core', `${server}/verify.ts`, `import { readJwt } from './core/jwt.ts';`],
  ['verify → protocol', `${server}/verify/a.ts`, `import { user } from '@totp-kit/protocol';`],
  ['services → verify', `${server}/services/a.ts`, `import { a } from '../verify.ts';`],
  ['services → jose', `${server}/services/a.ts`, `import { jwtVerify } from 'jose';`],
  ['config → hono', `${server}/config.ts`, `import { Hono } from 'hono';`],
  [
    'elements → client',
    `${components}/lib/elements/a/a.ts`,
    `import { A } from '../../client/a.ts';`,
  ],
  ['client → elements', `${components}/lib/client/a.ts`, `import { A } from '../elements/a/a.ts';`],
  [
    'client → protocol',
    `${components}/lib/client/a.ts`,
    `import { user } from '@totp-kit/protocol';`,
  ],
  ['messages → flow', `${components}/lib/messages/en.ts`, `import { a } from '../flow/flow.ts';`],
])('refuses %s: %s', async (_direction, file, code) => {
  expect(await rulesBroken(file, code)).toContain(direction);
});

test.each([
  [`${server}/core/code.ts`, `export { TOTP } from 'otpauth';`],
  [`${server}/keyring/keyring.ts`, `export * from '../core/code.ts';`],
  [`${server}/store/sqlite.ts`, `export { default as Database } from 'better-sqlite3';`],
  [`${server}/services/a.ts`, `export type { Store } from '../store/store.ts';`],
  [`${server}/services/a.ts`, `export * from '../core/code.ts';`],
  [`${server}/routes/a.ts`, `export { cors } from 'hono/cors';`],
  [`${server}/routes/a.ts`, `export * from '../services/a.ts';`],
  [`${server}/verify/a.ts`, `export { jwtVerify } from 'jose';`],
  [`${server}/verify.ts`, `export * from './verify/a.ts';`],
  [`${server}/main.ts`, `export * from './store/sqlite.ts';`],
  [`${server}/store/sqlite.test.ts`, `export { Hono } from 'hono';`],
  [`${components}/lib/client/a.ts`, `export { TotpError } from '@totp-kit/protocol/errors';`],
  [`${components}/lib/client/a.ts`, `export type { User } from '@totp-kit/protocol';`],
  [`${components}/lib/elements/a/a.ts`, `export type { A } from '../../client/a.ts';`],
])('%s may hold %s', async (file, code) => {
  expect(await rulesBroken(file, code)).not.toContain(direction);
});

test('only config.ts and main.ts read the environment', async () => {
  const code = `export const port = process.env['PORT'];`;
  const rule = 'no-restricted-properties';
  expect(await rulesBroken(`${server}/app.ts`, code)).toContain(rule);
  expect(await rulesBroken(`${server}/config.ts`, code)).not.toContain(rule);
});

test('what backends import runs in any JavaScript runtime', async () => {
  const file = `${server}/verify/a.ts`;
  const node = `export { createHash } from 'node:crypto';`;
  expect(await rulesBroken(file, node)).toContain('no-restricted-imports');
  expect(await rulesBroken(`${server}/core/a.ts`, node)).not.toContain('no-restricted-imports');
  const buffer = `export const a = Buffer.from('a');`;
  expect(await rulesBroken(file, buffer)).toContain('no-restricted-globals');
});

test('only the client knows fetch', async () => {
  const file = `${components}/lib/flow/flow.ts`;
  expect(await rulesBroken(file, `await fetch('/api');`)).toContain('no-restricted-globals');
  const property = `await globalThis.fetch('/api');`;
  expect(await rulesBroken(file, property)).toContain('no-restricted-properties');
  const client = `${components}/lib/client/a.ts`;
  expect(await rulesBroken(client, `await fetch('/api');`)).not.toContain('no-restricted-globals');
});

test.each([
  ['no-restricted-imports', `export { html } from 'lit';`],
  ['no-restricted-imports', `export { repeat } from 'lit/directives/repeat.js';`],
  ['no-restricted-globals', `export const a = document.title;`],
  ['no-restricted-globals', `export const a = window.name;`],
])('what is headless breaks %s by %s', async (rule, code) => {
  expect(await rulesBroken(`${components}/lib/flow/flow.ts`, code)).toContain(rule);
  expect(await rulesBroken(`${components}/headless.ts`, code)).toContain(rule);
  expect(await rulesBroken(`${components}/lib/icons.ts`, code)).not.toContain(rule);
});

test.each([
  ['@typescript-eslint/no-explicit-any', `export const a: any = 1;`],
  ['@typescript-eslint/no-non-null-assertion', `export const a = document.querySelector('a')!;`],
  ['no-restricted-syntax', `export enum Step { One }`],
  ['no-restricted-syntax', `export default 1;`],
  ['max-params', `export function a(b: 1, c: 1, d: 1, e: 1): number { return b + c + d + e; }`],
  ['max-lines', 'export {};\n'.repeat(401)],
])('%s is an error', async (rule, code) => {
  expect(await rulesBroken(`${server}/app.ts`, code)).toContain(rule);
});
