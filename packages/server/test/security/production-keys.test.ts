import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Confirmation, Enrollment } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { json } from '../../src/testing/attempts.ts';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow, securityRowOnce } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { temporaryFolder } from '../../src/testing/temporary-folder.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { phoneTime, serveHere, setKeyStage } from './key-stage.ts';

const production = {
  NODE_ENV: 'production',
  TOTP_KIT_PUBLIC_URL: 'https://auth.example.com',
  TOTP_KIT_KEYS: undefined,
  TOTP_KIT_MANAGEMENT_KEY: undefined,
};

describe('keys of a new server', () => {
  securityRow('S56', 'production without a key: no start, and how to make one', async (row) => {
    const databaseUrl = await freshDatabase(row.engine);
    const refusal = await startServerProcess(databaseUrl, production).then(
      () => '',
      (error: unknown) => String(error),
    );
    const [, command = ''] = /make them once: (\(umask .*? > totp-kit\.keys\))/.exec(refusal) ?? [];
    expect(command, refusal).toContain('openssl rand');
    if (row.engine === 'SQLite') {
      expect(readdirSync(dirname(databaseUrl.slice('sqlite:'.length)))).toEqual([]);
    }

    const cwd = temporaryFolder();
    const env = { PATH: process.env['PATH'] };
    const made = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    const keyFile = join(cwd, 'totp-kit.keys');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const server = await startServerProcess(databaseUrl, {
      ...production,
      TOTP_KIT_KEYS_FILE: keyFile,
    });
    expect((await server.fetch('/readyz')).status).toBe(200);
    const encoded = readFileSync(keyFile, 'utf8').trim().slice('k1:'.length);
    expect(server.output()).not.toContain(encoded.slice(0, 8));

    // A second time it would be another key, with which nobody could sign in.
    const again = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' });
    expect(again.status).not.toBe(0);
    expect(readFileSync(keyFile, 'utf8')).toContain(encoded);
  });

  securityRow('S56', 'no key, management key or administrator is there by itself', async (row) => {
    const stage = await setKeyStage(row.engine);
    // An empty one is not one: it is named as a fault.
    await expect(
      stage.serveHere({ NODE_ENV: 'production', TOTP_KIT_MANAGEMENT_KEY: '' }),
    ).rejects.toThrow('TOTP_KIT_MANAGEMENT_KEY');
    const running = await stage.serveHere(production);
    for (const key of ['', 'totpkit_', 'test', 'admin', 'undefined', 'null']) {
      const headers = { authorization: `Bearer ${key}` };
      const { status } = await running.fetch('/api/v1/manage/users', { headers });
      expect(status, key).toBe(401);
    }
    for (const table of ['users', 'management_keys', 'invitations', 'console_sessions']) {
      const [found] = await runSql(stage.databaseUrl, `SELECT count(*) AS count FROM ${table}`);
      expect(Number((found as { count: unknown }).count), table).toBe(0);
    }
  });

  securityRowOnce('S56', 'each server outside production makes a key of its own', async () => {
    const made: string[] = [];
    for (let number = 0; number < 8; number += 1) {
      const folder = temporaryFolder();
      await serveHere({ DATABASE_URL: `sqlite:${join(folder, 'test.db')}` });
      made.push(readFileSync(join(folder, 'totp-kit.keys'), 'utf8'));
    }
    expect(new Set(made).size).toBe(made.length);
  });

  securityRow('S52', 'nothing hangs on where a server runs', async ({ engine }) => {
    const stage = await setKeyStage(engine);
    const before = await stage.serveHere();
    const body = { action: 'sign-up', loginId: 'ada' };
    const started = await before.fetch('/api/v1/enrollments', json(body));
    const { enrollmentId, provisioningUrl } = (await started.json()) as Enrollment;
    const app = new AuthenticatorApp(provisioningUrl);
    const path = `/api/v1/enrollments/${enrollmentId}/confirmation`;
    const confirmed = await before.fetch(path, json({ code: app.codeAt(phoneTime()) }));
    const { session, recoveryCodes = [] } = (await confirmed.json()) as Confirmation;
    await before.stop();

    // Another machine as far as a server can tell: folder, file names, port, address and process are others.
    const folder = temporaryFolder();
    const keyFile = join(folder, 'other.keys');
    cpSync(stage.keyFile, keyFile);
    let databaseUrl = stage.databaseUrl;
    if (engine === 'SQLite') {
      const old = databaseUrl.slice('sqlite:'.length);
      for (const ending of ['', '-wal']) {
        if (existsSync(`${old}${ending}`))
          cpSync(`${old}${ending}`, join(folder, `moved${ending}`));
      }
      databaseUrl = `sqlite:${join(folder, 'moved')}`;
    }
    const after = await startServerProcess(databaseUrl, {
      ...stage.environment,
      TOTP_KIT_KEYS_FILE: keyFile,
      HOST: '0.0.0.0',
      HOSTNAME: 'other',
    });
    const refresh = { refreshToken: session?.refreshToken };
    expect((await after.fetch('/api/v1/session/refresh', json(refresh))).status).toBe(200);
    for (const proof of [
      { code: app.codeAt(phoneTime() + 30_000) },
      { recoveryCode: recoveryCodes[0] },
    ]) {
      const response = await after.fetch(
        '/api/v1/verifications',
        json({ loginId: 'ada', ...proof }),
      );
      expect(response.status, await response.text()).toBe(200);
    }
  });
});
