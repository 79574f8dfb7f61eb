import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { operations, type Operation } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { createTotpKit } from '../../src/index.ts';
import { json } from '../../src/testing/attempts.ts';
import { runCommand } from '../../src/testing/command-process.ts';
import { findFreePort } from '../../src/testing/free-port.ts';
import { askKit, signUpAt } from '../../src/testing/mounted-kit.ts';
import { openPseudoTerminal } from '../../src/testing/pseudo-terminal.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRowOnce } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { temporaryFolder } from '../../src/testing/temporary-folder.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { startTestServer } from '../../src/testing/test-server.ts';

const production = { NODE_ENV: 'production', TOTP_KIT_PUBLIC_URL: 'https://auth.example' };

/** Serves on a terminal until it is interrupted, and gives the screen. */
async function serveOnTerminal(environment: Record<string, string>) {
  const databaseUrl = await freshDatabase('SQLite');
  const port = String(await findFreePort());
  const terminal = openPseudoTerminal(['serve'], {
    databaseUrl,
    environment: { PORT: port, ...environment },
  });
  await terminal.waitFor('Management API');
  // What it does at its start is done by then.
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  terminal.type('\u0003');
  await terminal.ended();
  return { screen: terminal.screen(), databaseUrl };
}

describe('in production', () => {
  securityRowOnce('S56', 'settings for tests are refused, all at once', async () => {
    const databaseUrl = await freshDatabase('SQLite');
    const serve = (environment: Record<string, string | undefined>, ...words: string[]) =>
      runCommand(['serve', ...words], { databaseUrl, environment });
    const loose = await serve({
      NODE_ENV: 'production',
      TOTP_KIT_PUBLIC_URL: 'http://localhost:8787',
      TOTP_KIT_KEYS: undefined,
    });
    expect(loose.exitCode).toBe(1);
    expect(loose.err).toMatch(/has 2 faults/);
    expect(loose.err).toContain('TOTP_KIT_PUBLIC_URL: must start with https: in production');
    expect(loose.err).toContain('TOTP_KIT_KEYS: is needed in production');
    const withSite = await serve(production, '--site', temporaryFolder());
    expect(withSite.exitCode).toBe(1);
    expect(withSite.err).toContain('--site: is for development');
    const withoutUrl = await serve({ NODE_ENV: 'production' });
    expect(withoutUrl.exitCode).toBe(1);
    expect(withoutUrl.err).toContain('TOTP_KIT_PUBLIC_URL: is needed in production');
  });

  securityRowOnce('S56', 'nobody is invited, and nobody is there', async () => {
    const [elsewhere, { screen, databaseUrl }] = await Promise.all([
      serveOnTerminal({}),
      serveOnTerminal(production),
    ]);
    expect(elsewhere.screen).toContain('No administrator yet');
    expect(screen).not.toContain('No administrator yet');
    for (const table of [
      'users',
      'invitations',
      'management_keys',
      'tickets',
      'console_sessions',
    ]) {
      const rows = await runSql(databaseUrl, `SELECT * FROM ${table}`);
      expect([table, rows]).toEqual([table, []]);
    }
  });
});

describe('as it comes', () => {
  securityRowOnce('S56', 'no server has a secret of another', async () => {
    const secrets = await Promise.all(
      [1, 2].map(async () => {
        const folder = temporaryFolder();
        const kit = await createTotpKit({
          settings: { DATABASE_URL: `sqlite:${folder}/totp-kit.db` },
        });
        const ask = askKit(kit);
        const keys = await (await ask('/.well-known/jwks.json')).text();
        for (const key of ['', 'admin', 'test', 'undefined', 'null']) {
          const headers = { authorization: `Bearer ${key}` };
          expect((await ask('/api/v1/manage/users', { headers })).status).toBe(401);
        }
        await kit.close();
        const file = path.join(folder, 'totp-kit.keys');
        expect(statSync(file).mode & 0o777).toBe(0o600);
        return { keys, file: readFileSync(file, 'utf8') };
      }),
    );
    expect(secrets[0]?.keys).toContain('"kid"');
    expect(secrets[0]?.keys).not.toBe(secrets[1]?.keys);
    expect(secrets[0]?.file).not.toBe(secrets[1]?.file);
  });

  securityRowOnce('S56', 'no name in the environment moves its clock or its chance', async () => {
    const names = ['CLOCK', 'NOW', 'TIME', 'SEED', 'RANDOM', 'TEST', 'DEBUG'];
    const set = names.map((name) => [`TOTP_KIT_${name}`, '1'] as const);
    const server = await startServerProcess(await freshDatabase('SQLite'), Object.fromEntries(set));
    for (const [name] of set) expect(server.output()).toContain(`${name} is not a setting`);
    const { app, confirmation } = await signUpAt(server.fetch, {
      clock: { read: Date.now },
      mount: '',
    });
    expect(confirmation.user.loginId).toBe('ada');
    const early = json({ loginId: 'ada', code: app.codeAt(1000) });
    expect((await server.fetch('/api/v1/verifications', early)).status).toBe(401);
  });

  securityRowOnce(
    'S56',
    'the program reads the environment in one place, and loads no test',
    () => {
      const source = path.resolve(import.meta.dirname, '../../src');
      const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^testing\//.test(file))
        .map((file) => ({ file, text: readFileSync(path.join(source, file), 'utf8') }));
      const having = (pattern: RegExp): readonly string[] =>
        files
          .filter(({ text }) => pattern.test(text))
          .map(({ file }) => file)
          .toSorted();
      expect(having(/process\.env/)).toEqual(['config.ts', 'main.ts']);
      expect(having(/from '[^']*testing\//)).toEqual([]);
      expect(having(/Math\.random/)).toEqual([]);
      return Promise.resolve();
    },
  );

  securityRowOnce('S56', 'every route is one of the contract, or a known one', async () => {
    const { routes } = await startTestServer();
    const pathOf = ({ path: text }: Operation) => text.replace(/\{(\w+)\}/g, ':$1');
    const contract = Object.values<Operation>(operations).flatMap((operation) =>
      ['', '/console'].map(
        (prefix) => `${operation.method.toUpperCase()} ${prefix}${pathOf(operation)}`,
      ),
    );
    const files =
      /^(?:GET|ALL) \/(?:totp-kit[\w.-]*\.js|totp-kit\/\*|enroll|enroll\/|enroll\/\*|console|console\/\*|console\/assets\/\*)$/;
    const known = [
      'GET /.well-known/jwks.json',
      'GET /healthz',
      'GET /readyz',
      'GET /openapi.json',
    ];
    const others = routes.filter(
      (route) => !contract.includes(route) && !known.includes(route) && !files.test(route),
    );
    // What is left stands before all of a part, and answers nothing of its own.
    expect([...new Set(others)].toSorted()).toEqual([
      'ALL /*',
      'ALL /api/*',
      'ALL /api/v1/manage/*',
      'ALL /console/api/*',
    ]);
  });
});
