import { describe, expect, it } from 'vitest';
import { observeStore } from '../testing/observed-store.ts';
import { startTestServer } from '../testing/test-server.ts';

const settings = '/api/v1/settings';

describe('the settings of a server', () => {
  it('are the defaults unless said', async () => {
    const server = await startTestServer();
    expect(await server.call('getSettings')).toEqual({
      issuer: 'totp-kit',
      signUp: 'open',
      accountDisclosure: 'private',
    });
  });

  it('are what the environment says, for allowed origins, and ask no storage', async () => {
    const { openStore, statements } = observeStore();
    const environment = {
      TOTP_KIT_ISSUER: 'Shop',
      TOTP_KIT_SIGN_UP: 'ticket',
      TOTP_KIT_ACCOUNT_DISCLOSURE: 'open',
      TOTP_KIT_ORIGINS: 'https://shop.example',
    };
    const server = await startTestServer({ environment, openStore });
    const before = statements();
    const ask = (origin: string) => server.fetch(settings, { headers: { origin } });
    const response = await ask('https://shop.example');
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(await response.json()).toEqual({
      issuer: 'Shop',
      signUp: 'ticket',
      accountDisclosure: 'open',
    });
    const foreign = await ask('https://evil.example');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    expect(statements()).toBe(before);
  });

  it('are served while the database is gone', async () => {
    const server = await startTestServer();
    await server.stop();
    expect((await server.fetch(settings)).status).toBe(200);
  });

  it('take no credentials, so that bad ones do no harm', async () => {
    const server = await startTestServer();
    const headers = { authorization: 'Bearer of bad news' };
    expect((await server.call('getSettings', { headers })).signUp).toBe('open');
  });
});
