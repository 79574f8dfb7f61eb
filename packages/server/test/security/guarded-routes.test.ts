import { describe, expect } from 'vitest';
import { asBearer } from '../../src/testing/credentials.ts';
import { forgeries, startWithKeys } from '../../src/testing/forgeries.ts';
import { frameworks, guardedSites } from '../../src/testing/guarded-sites.ts';
import { SecondFactorSite } from '../../src/testing/second-factor-site.ts';
import { securityRow, securityRowOnce } from '../../src/testing/security-rows.ts';
import type { ExpectedProof } from '../../src/verify.ts';

const postOf = (proof: string): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams({ proof, amount: '42' }),
});

describe('the guards of a site’s own routes', () => {
  securityRowOnce('S33', 'a forged token passes no guard, by header or by cookie', async () => {
    const { server, keys } = await startWithKeys();
    const { verifier } = new SecondFactorSite(server);
    const { confirmation } = await server.signUp('ada');
    const token = confirmation.session?.accessToken ?? '';
    const [jwk = {}] = keys.jwks.keys;
    const others = {
      'the refresh token': confirmation.session?.refreshToken ?? '',
      'the browser token': confirmation.browserToken ?? '',
    };
    for (const framework of frameworks) {
      const site = await guardedSites[framework]({ verifier, expected: () => undefined });
      const statusOf = async (headers: Record<string, string>) =>
        (await site.send('/me', { headers })).status;
      const forged = { ...forgeries(token, keys.signer, jwk), ...others };
      for (const [name, other] of Object.entries(forged)) {
        expect(await statusOf(asBearer(other)), name).toBe(401);
        expect(await statusOf({ cookie: `totp-kit-access=${other}` }), name).toBe(401);
      }
      expect(await statusOf(asBearer(token))).toBe(200);
      expect(await statusOf({ cookie: `totp-kit-access=${token}` })).toBe(200);
    }
  });

  securityRow('S61', 'a proof for something else passes no guard', async ({ engine }) => {
    const { server, keys } = await startWithKeys({ engine });
    const backend = new SecondFactorSite(server);
    const ada = await backend.enroll('ada');
    const bea = await backend.enroll('bea');
    const [jwk = {}] = keys.jwks.keys;
    const prove = async (user: typeof ada, purpose: string) => {
      server.clock.advance({ steps: 1 });
      const login = await backend.begin(user, { purpose });
      const code = user.app.codeAt(server.clock.read());
      return { ...login, proof: await backend.answer(login, { code }) };
    };
    for (const framework of frameworks) {
      const [beas, earlier, other] = [
        await prove(bea, 'transfer 42'),
        await prove(ada, 'transfer 42'),
        await prove(ada, 'transfer 43'),
      ];
      const { proof, ticketId } = await prove(ada, 'transfer 42');
      let expected: ExpectedProof = {
        subject: ada.userId,
        audience: backend.audience,
        purpose: 'transfer 42',
        ticketId,
      };
      const site = await guardedSites[framework]({
        verifier: backend.verifier,
        expected: () => expected,
      });
      const statusOf = async (sent: string) => (await site.send('/transfer', postOf(sent))).status;
      for (const wrong of [beas.proof, earlier.proof, other.proof]) {
        expect(await statusOf(wrong)).toBe(403);
      }
      for (const [name, forged] of Object.entries(forgeries(proof, keys.signer, jwk))) {
        expect(await statusOf(forged), name).toBe(403);
      }
      const right = expected;
      for (const [name, wrong] of Object.entries({
        subject: bea.userId,
        audience: 'https://bank.example',
        purpose: 'transfer 43',
        ticketId: other.ticketId,
      })) {
        expected = { ...right, [name]: wrong };
        expect(await statusOf(proof), name).toBe(403);
      }
      expected = right;
      expect(await statusOf(proof)).toBe(200);
      expect(await statusOf(proof), 'second use').toBe(403);
    }
  });
});
