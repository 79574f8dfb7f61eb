import { describe, expect } from 'vitest';
import { signJwt } from '../../src/core/jwt.ts';
import { asBearer, asTicket } from '../../src/testing/credentials.ts';
import { forgeries, startWithKeys } from '../../src/testing/forgeries.ts';
import { SecondFactorSite } from '../../src/testing/second-factor-site.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { managementKey, ownOrigin, type TestServer } from '../../src/testing/test-server.ts';

/** The answers of everything that a session opens. */
async function opens(server: TestServer, headers: { readonly authorization: string }) {
  const answers = [
    await server.refused('getSession', { headers }),
    await server.refused('listOwnAuthenticators', { headers }),
    await server.refused('listOwnSessions', { headers }),
    await server.refused('renewOwnRecoveryCodes', { headers }),
    await server.refused('forgetOwnBrowsers', { headers }),
    await server.refused('startEnrollment', { headers, body: { action: 'update-user' } }),
    await server.refused('verify', { headers, body: { code: '000000' } }),
    await server.refused('signOut', { headers }),
    await server.refused('listUsers', { headers }),
  ];
  return new Set(answers.map(({ status }) => status));
}

describe('a token is what it was signed as', () => {
  securityRow('S33', 'a forged access token opens nothing', async ({ engine }) => {
    const { server, keys } = await startWithKeys({ engine });
    const { confirmation } = await server.signUp('ada');
    const token = confirmation.session?.accessToken ?? '';
    const { verifier } = new SecondFactorSite(server);
    const [jwk = {}] = keys.jwks.keys;
    for (const [name, forged] of Object.entries(forgeries(token, keys.signer, jwk))) {
      expect(await opens(server, asBearer(forged)), name).toEqual(new Set([401]));
      expect(await verifier.verifySession(forged), name).toBeUndefined();
    }
    expect(await verifier.verifySession(token)).toBeDefined();
    await server.call('getSession', { headers: asBearer(token) });
  });

  securityRow('S33', 'a forged proof lets nobody in', async ({ engine }) => {
    const { server, keys } = await startWithKeys({ engine });
    const site = new SecondFactorSite(server);
    const ada = await site.enroll('ada');
    server.clock.advance({ steps: 1 });
    const login = await site.begin(ada);
    const proof = await site.answer(login, { code: ada.app.codeAt(server.clock.read()) });
    const [jwk = {}] = keys.jwks.keys;
    for (const [name, forged] of Object.entries(forgeries(proof, keys.signer, jwk))) {
      expect(await site.letsIn(login, forged), name).toBe(false);
    }
    expect(await site.letsIn(login, proof)).toBe(true);
  });

  securityRow('S33', 'no credential stands in for another kind', async ({ engine }) => {
    const { server, keys } = await startWithKeys({ engine });
    const { enrollment, confirmation } = await server.signUp('ada');
    const { session, browserToken = '' } = confirmation;
    const site = new SecondFactorSite(server);
    const { userId } = confirmation.user;
    const login = await site.begin({ userId }, { audience: ownOrigin });
    const claims = { iss: ownOrigin, aud: ownOrigin, sub: userId, exp: 9_999_999_999 };
    const proof = signJwt('totp-proof+jwt', claims, keys.signer);
    const others = [enrollment.enrollmentId, browserToken, enrollment.key, proof, userId, 'x'];
    for (const other of [...others, session?.refreshToken ?? '', login.ticket, managementKey]) {
      const isRefreshToken = other === session?.refreshToken;
      const isManagementKey = other === managementKey;
      const headers = asBearer(other);
      await refusedAs(server, headers);
      if (!isRefreshToken) await server.refused('signOut', { headers });
      if (!isManagementKey) {
        expect((await server.refused('listUsers', { headers })).code).toBe('unauthenticated');
      }
      if (isRefreshToken) continue;
      const refreshed = await server.refused('refreshSession', { body: { refreshToken: other } });
      expect(['unauthenticated', 'invalid_request']).toContain(refreshed.code);
    }
    for (const other of [...others, session?.accessToken ?? '', session?.refreshToken ?? '']) {
      const headers = asTicket(other);
      const verified = await server.refused('verify', { headers, body: { code: '000000' } });
      expect(verified.code).toBe('ticket_invalid');
    }
  });
});

async function refusedAs(server: TestServer, headers: { readonly authorization: string }) {
  for (const name of ['getSession', 'listOwnAuthenticators', 'listOwnSessions'] as const) {
    expect((await server.refused(name, { headers })).code).toBe('unauthenticated');
  }
}
