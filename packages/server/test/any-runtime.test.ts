import { isBuiltin } from 'node:module';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import { asBearer } from '../src/testing/credentials.ts';
import { managementKey, ownOrigin, startTestServer } from '../src/testing/test-server.ts';
import type * as forHono from '../src/hono.ts';
import type * as management from '../src/management.ts';
import type * as forNext from '../src/next.ts';
import type * as verify from '../src/verify.ts';

/** What every JavaScript runtime of servers has (ECMA-429, the minimum common web API), and nothing of Node. */
const webGlobals = [
  'AbortController',
  'AbortSignal',
  'ArrayBuffer',
  'CryptoKey',
  'DOMException',
  'Headers',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'Uint8Array',
  'atob',
  'btoa',
  'clearTimeout',
  'crypto',
  'fetch',
  'queueMicrotask',
  'setTimeout',
  'structuredClone',
] as const;

/** Bundles a module with all it imports, and says what of Node is among that. */
async function bundle(name: string) {
  const builtins: string[] = [];
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['totp-kit-source'] },
    plugins: [
      {
        name: 'note-node',
        enforce: 'pre',
        resolveId(source, importer) {
          if (isBuiltin(source)) builtins.push(`${source} in ${importer ?? name}`);
        },
      },
    ],
    build: {
      write: false,
      minify: false,
      lib: {
        entry: path.join(import.meta.dirname, `../src/${name}.ts`),
        formats: ['iife'],
        name: 'bundled',
      },
    },
  });
  const [{ output }] = built as [Rolldown.RolldownOutput];
  return { builtins, code: output[0].code };
}

/** Runs a bundle where there is neither `process`, `Buffer`, `require` nor `eval`. */
function runOutsideNode(code: string): unknown {
  const globals = Object.fromEntries(webGlobals.map((name) => [name, globalThis[name] as unknown]));
  const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } });
  return runInContext(`${code}\n;bundled`, context);
}

async function load<Module>(name: string): Promise<Module> {
  const { builtins, code } = await bundle(name);
  expect(builtins).toEqual([]);
  return runOutsideNode(code) as Module;
}

describe('without Node', () => {
  it('sessions and proofs are checked', async () => {
    const { createVerifier, rememberProofs } = await load<typeof verify>('verify');
    const server = await startTestServer({ isListening: true });
    const { app, confirmation } = await server.signUp('ada');
    const reasons: string[] = [];
    const verifier = createVerifier({
      issuer: ownOrigin,
      fetch: (url) => server.fetch(new URL(url).pathname),
      clock: server.clock.read,
      isReplay: rememberProofs({ clock: server.clock.read }),
      onRefusal: ({ reason }) => reasons.push(reason),
    });
    const { userId: subject } = confirmation.user;
    const token = confirmation.session?.accessToken ?? '';
    expect(await verifier.verifySession(token)).toMatchObject({ userId: subject });
    expect(await verifier.verifySession(`${token}x`)).toBeUndefined();

    const { createManagementClient, TotpError } = await load<typeof management>('management');
    const client = createManagementClient({
      server: ownOrigin,
      managementKey,
      fetch: (url, init) => server.fetch(new URL(url).pathname, init),
    });
    const { ticket, ticketId } = await client.createTicket({ userId: subject, action: 'sign-in' });
    await expect(client.getUser('user_nobody')).rejects.toBeInstanceOf(TotpError);

    server.clock.advance({ steps: 1 });
    const { proof } = await server.call('verify', {
      body: { code: app.codeAt(server.clock.read()) },
      headers: { authorization: `Ticket ${ticket}` },
    });
    const expected = { subject, audience: ownOrigin, purpose: 'sign-in', ticketId };
    expect(await verifier.verifyProof(proof, { ...expected, purpose: 'other' })).toBeUndefined();
    expect(await verifier.verifyProof(proof, expected)).toMatchObject({ ticketId });
    expect(await verifier.verifyProof(proof, expected)).toBeUndefined();
    expect(reasons).toEqual(['not_ours', 'wrong_purpose', 'replayed']);

    const headers = asBearer(token);
    const { requireSession } = await load<typeof forNext>('next');
    const GET = requireSession(verifier, (_request, { loginId }) => new Response(loginId));
    const answer = await GET(new Request(ownOrigin, { headers }), undefined);
    expect(await answer.text()).toBe('ada');
    expect((await GET(new Request(ownOrigin), undefined)).status).toBe(401);

    const { requireSession: guard } = await load<typeof forHono>('hono');
    expect(guard(verifier)).toBeTypeOf('function');
    await load('express');
  });

  it('whatever is of Node would be found', async () => {
    expect((await bundle('version')).builtins).not.toEqual([]);
    for (const name of ['process', 'Buffer', 'require', 'global']) {
      expect(runOutsideNode(`var bundled = typeof ${name};`)).toBe('undefined');
    }
  });
});
