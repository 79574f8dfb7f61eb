import { managementKeys, newManagementKey } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { startCommandStage } from '../testing/command-stage.ts';
import { engines } from '../testing/test-databases.ts';

describe.each(engines)('totp-kit management-key on %s', { timeout: 30_000 }, (engine) => {
  it('makes a key that works at once, lists it without itself, and ends it at once', async () => {
    const stage = await startCommandStage(engine);
    const words = ['management-key', 'create', '--name', 'shop', '--scope', 'users:read,verify'];
    const made = await stage.run(words);
    expect(made.exitCode).toBe(0);
    const key = made.out.trimEnd();
    expect(made.out).toMatch(/^totpkit_\S+\n$/);
    expect(made.err).not.toContain(key);
    const headers = { authorization: `Bearer ${key}` };
    await stage.server.call('listUsers', { headers });
    expect((await stage.server.refused('listEvents', { headers })).code).toBe('forbidden');

    const { keys } = managementKeys.parse(await stage.runJson(['management-key', 'list']));
    expect(keys).toMatchObject([{ name: 'shop', scopes: ['users:read', 'verify'] }]);
    const list = await stage.run(['management-key', 'list']);
    expect(list.out).toMatch(/^shop +key_\S+ .* users:read verify$/m);
    expect(list.out).not.toContain(key);

    const revoked = await stage.run(['management-key', 'revoke', keys[0]?.keyId ?? '']);
    expect(revoked).toMatchObject({ exitCode: 0, out: '' });
    expect((await stage.server.refused('listUsers', { headers })).code).toBe('unauthenticated');
    expect((await stage.run(['management-key', 'revoke', 'key_none'])).exitCode).toBe(3);
    expect((await stage.run(['management-key', 'list'])).err).toContain(
      'There is no management key',
    );
  });

  it('prints the shape of the API', async () => {
    const stage = await startCommandStage(engine);
    const scopes = ['--scope', 'verify', '--scope', 'users:read', '--scope', 'verify'];
    const made = await stage.runJson(['management-key', 'create', '--name', 'a', ...scopes]);
    const key = newManagementKey.parse(made);
    expect(key.scopes).toEqual(['verify', 'users:read']);
    const revoked = await stage.runJson(['management-key', 'revoke', key.keyId]);
    expect(revoked).toEqual({ keyId: key.keyId });
  });
});
