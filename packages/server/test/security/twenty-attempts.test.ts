import { describe, expect } from 'vitest';
import { asBearer, asTicket } from '../../src/testing/credentials.ts';
import { rightConfirmation, SecondFactorSite } from '../../src/testing/second-factor-site.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer } from '../../src/testing/test-server.ts';
import { codeNow, givenFor, startUpdate, verify, type Scene } from './attempt-scene.ts';

interface Attempt {
  readonly row: `S${number}`;
  readonly name: string;
  /** The code of the refusal; `no_proof` where the site itself sees that it is none for this login. */
  readonly refusal: string;
  readonly make: (scene: Scene) => Promise<string>;
}

const attempts: readonly Attempt[] = [
  {
    row: 'S58',
    name: 'skip the second factor and give the ticket itself for a proof',
    refusal: 'no_proof',
    make: (scene) => givenFor(scene, scene.login.ticket),
  },
  {
    row: 'S58',
    name: 'show the right code without a ticket',
    refusal: 'invalid_code',
    make: ({ server, victim }) => verify(server, { loginId: 'ada', code: codeNow(server, victim) }),
  },
  {
    row: 'S02',
    name: 'use a code again that was seen being typed',
    refusal: 'invalid_code',
    make: async ({ server, site, victim, login }) => {
      const code = codeNow(server, victim);
      await site.answer(await site.begin(victim), { code });
      return verify(server, { code }, asTicket(login.ticket));
    },
  },
  {
    row: 'S61',
    name: 'replay a proof of an earlier login',
    refusal: 'no_proof',
    make: async (scene) => {
      const { server, site, victim } = scene;
      const earlier = await site.begin(victim);
      const proof = await site.answer(earlier, { code: codeNow(server, victim) });
      expect(await site.letsIn(earlier, proof)).toBe(true);
      expect(await site.letsIn(earlier, proof)).toBe(false);
      server.clock.advance({ steps: 1 });
      const abandoned = await site.begin(victim);
      const unused = await site.answer(abandoned, { code: codeNow(server, victim) });
      expect(await givenFor(scene, unused)).toBe('no_proof');
      return givenFor(scene, proof);
    },
  },
  {
    row: 'S61',
    name: 'replay a ticket that was answered',
    refusal: 'ticket_invalid',
    make: async ({ server, site, victim }) => {
      const earlier = await site.begin(victim);
      await site.answer(earlier, { code: codeNow(server, victim) });
      server.clock.advance({ steps: 1 });
      return verify(server, { code: codeNow(server, victim) }, asTicket(earlier.ticket));
    },
  },
  {
    row: 'S61',
    name: 'answer the victim’s ticket with a code of one’s own',
    refusal: 'invalid_code',
    make: ({ server, attacker, login }) =>
      verify(server, { code: codeNow(server, attacker) }, asTicket(login.ticket)),
  },
  {
    row: 'S61',
    name: 'give a proof of one’s own for the victim’s login',
    refusal: 'no_proof',
    make: async (scene) => {
      const { server, site, attacker } = scene;
      const code = codeNow(server, attacker);
      return givenFor(scene, await site.answer(await site.begin(attacker), { code }));
    },
  },
  {
    row: 'S61',
    name: 'give a proof that the victim made for another site',
    refusal: 'no_proof',
    make: async (scene) => {
      const { server, site, victim } = scene;
      const elsewhere = await site.begin(victim, { audience: 'https://forum.example' });
      return givenFor(scene, await site.answer(elsewhere, { code: codeNow(server, victim) }));
    },
  },
  {
    row: 'S61',
    name: 'give a proof that the victim made for another purpose',
    refusal: 'no_proof',
    make: async (scene) => {
      const { server, site, victim } = scene;
      const other = await site.begin(victim, { purpose: 'newsletter' });
      return givenFor(scene, await site.answer(other, { code: codeNow(server, victim) }));
    },
  },
  {
    row: 'S59',
    name: 'have the site adopt a user whom one made before',
    refusal: 'login_id_taken',
    make: async ({ server }) => {
      await server.signUp('grace@shop.example');
      const body = { loginId: 'Grace@Shop.example', action: 'sign-in' };
      return (await server.refused('createTicket', { body, headers: asManagement })).code;
    },
  },
  {
    row: 'S22',
    name: 'confirm a phone of one’s own after its user’s authenticators were deleted',
    refusal: 'enrollment_expired',
    make: async ({ server, site, victim }) => {
      const begun = await startUpdate(server, site, victim);
      await server.call('deleteTotp', {
        body: { userIds: [victim.userId] },
        headers: { ...asManagement, 'idempotency-key': 'deletion-1' },
      });
      return (await server.refused('confirmEnrollment', rightConfirmation(server, begun))).code;
    },
  },
  {
    row: 'S22',
    name: 'refresh a session after its user was disabled',
    refusal: 'unauthenticated',
    make: async ({ server }) => {
      const { confirmation } = await server.signUp('grace');
      const { user, session } = confirmation;
      await server.call('updateUser', {
        path: { userId: user.userId },
        body: { status: 'disabled' },
        headers: asManagement,
      });
      const body = { refreshToken: session?.refreshToken };
      return (await server.refused('refreshSession', { body })).code;
    },
  },
  {
    row: 'S35',
    name: 'use a recovery code twice',
    refusal: 'invalid_code',
    make: async ({ server, site, victim, login }) => {
      const [recoveryCode = ''] = victim.recoveryCodes;
      await site.answer(await site.begin(victim), { recoveryCode });
      return verify(server, { recoveryCode }, asTicket(login.ticket));
    },
  },
  {
    row: 'S16',
    name: 'sign up over the victim',
    refusal: 'login_id_taken',
    make: async ({ server }) => {
      const body = { action: 'sign-up', loginId: 'ADA' };
      const begun = await server.call('startEnrollment', { body });
      return (await server.refused('confirmEnrollment', rightConfirmation(server, begun))).code;
    },
  },
  {
    row: 'S61',
    name: 'answer a ticket to manage as one to sign in',
    refusal: 'ticket_invalid',
    make: async ({ server, site, victim }) => {
      const { ticket } = await site.ticket({ userId: victim.userId, action: 'manage' });
      return verify(server, { code: codeNow(server, victim) }, asTicket(ticket));
    },
  },
  {
    row: 'S58',
    name: 'get a session for a ticket to add a phone',
    refusal: 'unauthenticated',
    make: async ({ server, site, attacker }) => {
      const begun = await startUpdate(server, site, attacker);
      const confirmed = await server.call('confirmEnrollment', rightConfirmation(server, begun));
      expect(confirmed).not.toHaveProperty('session');
      return (await server.refused('getSession', { headers: asBearer(confirmed.proof) })).code;
    },
  },
  {
    row: 'S61',
    name: 'answer a ticket whose time is over',
    refusal: 'ticket_invalid',
    make: ({ server, victim, login }) => {
      server.clock.advance({ seconds: 600 });
      return verify(server, { code: codeNow(server, victim) }, asTicket(login.ticket));
    },
  },
  {
    row: 'S61',
    name: 'guess on with a ticket that ten wrong codes wore out',
    refusal: 'ticket_invalid',
    make: async ({ server, victim, login }) => {
      const headers = asTicket(login.ticket);
      const code = victim.app.wrongCodeAt(server.clock.read());
      for (let guess = 1; guess <= 10; guess += 1) {
        expect(await verify(server, { code }, headers)).toBe('invalid_code');
      }
      return verify(server, { code: codeNow(server, victim) }, headers);
    },
  },
  {
    row: 'S61',
    name: 'confirm an enrollment of one’s own for the victim’s login',
    refusal: 'no_proof',
    make: async (scene) => {
      const { server, site, attacker } = scene;
      const begun = await startUpdate(server, site, attacker);
      const confirmed = await server.call('confirmEnrollment', rightConfirmation(server, begun));
      return givenFor(scene, confirmed.proof);
    },
  },
  {
    row: 'S36',
    name: 'show a code of one’s own in a session of somebody else',
    refusal: 'invalid_code',
    make: async ({ server, attacker }) => {
      const { confirmation } = await server.signUp('grace');
      const headers = asBearer(confirmation.session?.accessToken);
      return verify(server, { code: codeNow(server, attacker) }, headers);
    },
  },
];

describe('twenty attempts to get in without the second factor', () => {
  for (const { row, name, refusal, make } of attempts) {
    securityRow(row, `an attempt to ${name} is refused`, async ({ engine }) => {
      const server = await startTestServer({ engine });
      const site = new SecondFactorSite(server);
      const victim = await site.enroll('ada');
      const attacker = await site.enroll('mallory');
      server.clock.advance({ steps: 1 });
      const login = await site.begin(victim);
      expect(await make({ server, site, victim, attacker, login })).toBe(refusal);
      const { sessions } = await server.call('listUserSessions', {
        path: { userId: victim.userId },
        headers: asManagement,
      });
      expect(sessions).toEqual([]);
    });
  }
});
