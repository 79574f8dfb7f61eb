import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { makeWrongCode } from '../../harness/authenticator.ts';
import { codeOf, givenFor, password, seesAccount, type Attempt } from './attempt-scene.ts';
import { SiteClient } from './site-client.ts';
import { SitePerson } from './site-person.ts';

export interface TwentyAttempt extends Attempt {
  readonly row: `S${number}`;
}

/**
 * The attempts of packages/server/test/security/twenty-attempts.test.ts, by their names, against a running site of
 * examples/express.
 */
export const attempts: readonly TwentyAttempt[] = [
  {
    row: 'S58',
    name: 'skip the second factor and give the ticket itself for a proof',
    refusal: 'no_proof',
    make: async (scene) => {
      expect(await seesAccount(scene.login.client)).toBe(false);
      return givenFor(scene, scene.login.ticket);
    },
  },
  {
    row: 'S58',
    name: 'show the right code without a ticket',
    refusal: 'invalid_code',
    make: async (scene) => {
      const { stage, victim } = scene;
      const code = await victim.phone.nextCode();
      expect(await givenFor(scene, code)).toBe('no_proof');
      return codeOf(await stage.totpKit.send('verifications', { loginId: victim.email, code }));
    },
  },
  {
    row: 'S02',
    name: 'use a code again that was seen being typed',
    refusal: 'invalid_code',
    make: async ({ browser, stage, victim, login }) => {
      const person = await SitePerson.visit(browser, stage.siteUrl);
      await person.signIn(victim.email, password);
      const code = await victim.phone.nextCode();
      await person.typeCode(code);
      await person.seesAccountOf(victim.email);
      return codeOf(await stage.totpKit.answer(login.ticket, { code }));
    },
  },
  {
    row: 'S61',
    name: 'replay a proof of an earlier login',
    refusal: 'no_proof',
    make: async (scene) => {
      const { stage, victim } = scene;
      const earlier = await stage.begin(victim);
      const proof = await stage.prove(earlier.ticket, victim);
      expect((await earlier.client.post('sign-in/proof', { proof })).status).toBe(200);
      expect((await earlier.client.post('sign-in/proof', { proof })).status).toBe(401);
      const abandoned = await stage.begin(victim);
      const unused = await stage.prove(abandoned.ticket, victim);
      expect(await givenFor(scene, unused)).toBe('no_proof');
      return givenFor(scene, proof);
    },
  },
  {
    row: 'S61',
    name: 'replay a ticket that was answered',
    refusal: 'ticket_invalid',
    make: async ({ stage, victim }) => {
      const earlier = await stage.begin(victim);
      await stage.prove(earlier.ticket, victim);
      const code = await victim.phone.nextCode();
      return codeOf(await stage.totpKit.answer(earlier.ticket, { code }));
    },
  },
  {
    row: 'S61',
    name: 'answer the victim’s ticket with a code of one’s own',
    refusal: 'invalid_code',
    make: async ({ stage, attacker, login }) => {
      const code = await attacker.phone.nextCode();
      return codeOf(await stage.totpKit.answer(login.ticket, { code }));
    },
  },
  {
    row: 'S61',
    name: 'give a proof of one’s own for the victim’s login',
    refusal: 'no_proof',
    make: async (scene) => {
      const { stage, attacker } = scene;
      const own = await stage.begin(attacker);
      return givenFor(scene, await stage.prove(own.ticket, attacker));
    },
  },
  {
    row: 'S61',
    name: 'give a proof that the victim made for another site',
    refusal: 'no_proof',
    make: async (scene) => {
      const { stage, victim } = scene;
      const { ticket } = await stage.management.createTicket({
        userId: victim.userId,
        action: 'sign-in',
        audience: 'https://forum.example',
        purpose: 'sign in',
      });
      return givenFor(scene, await stage.prove(ticket, victim));
    },
  },
  {
    row: 'S61',
    name: 'give a proof that the victim made for another purpose',
    refusal: 'no_proof',
    make: async (scene) => {
      const { stage, victim } = scene;
      const client = await stage.signIn(victim);
      const { body } = await client.post('transfer', { amount: 42 });
      return givenFor(scene, await stage.prove(body['ticket'], victim));
    },
  },
  {
    row: 'S59',
    name: 'have the site adopt a user whom one made before',
    refusal: 'no_proof',
    make: async ({ stage, attacker }) => {
      const email = `grace-${randomUUID()}@shop.example`;
      const made = await stage.management.createUser({ loginId: email, signIn: 'direct' });
      const { ticket: toLink } = await stage.management.createTicket({
        userId: made.userId,
        action: 'update-user',
      });
      const { phone } = await stage.confirm(await stage.startUpdate(toLink));
      const grace = await stage.enroll(email.toUpperCase());
      expect(grace.userId).not.toBe(made.userId);
      const { ticket } = await stage.management.createTicket({
        userId: made.userId,
        action: 'sign-in',
        audience: stage.siteUrl,
        purpose: 'sign in',
      });
      const proof = await stage.prove(ticket, { ...attacker, phone });
      return givenFor({ login: await stage.begin(grace) }, proof);
    },
  },
  {
    row: 'S22',
    name: 'confirm a phone of one’s own after its user’s authenticators were deleted',
    refusal: 'enrollment_expired',
    make: async ({ stage, victim }) => {
      const order = { userId: victim.userId, action: 'update-user' } as const;
      const begun = await stage.startUpdate((await stage.management.createTicket(order)).ticket);
      await stage.management.deleteTotp({
        userIds: [victim.userId],
        idempotencyKey: randomUUID(),
      });
      // The site remembers who has linked an app: nobody gets in by the password alone now.
      const client = new SiteClient(stage.siteUrl);
      const { status } = await client.post('sign-in', { email: victim.email, password });
      expect(status).toBe(403);
      expect(await seesAccount(client)).toBe(false);
      return codeOf((await stage.confirm(begun)).confirmed);
    },
  },
  {
    row: 'S22',
    name: 'sign in after its user was disabled',
    refusal: 'ticket_invalid',
    make: async ({ stage, victim, login }) => {
      await stage.management.updateUser(victim.userId, { status: 'disabled' });
      const client = new SiteClient(stage.siteUrl);
      await client.post('sign-in', { email: victim.email, password });
      expect(await seesAccount(client)).toBe(false);
      const code = await victim.phone.nextCode();
      return codeOf(await stage.totpKit.answer(login.ticket, { code }));
    },
  },
  {
    row: 'S35',
    name: 'use a recovery code twice',
    refusal: 'invalid_code',
    make: async ({ stage, victim, login }) => {
      const [recoveryCode] = victim.recoveryCodes;
      const { client, ticket } = await stage.begin(victim);
      const { body } = await stage.totpKit.answer(ticket, { recoveryCode });
      await client.post('sign-in/proof', { proof: body['proof'] });
      expect(await seesAccount(client)).toBe(true);
      return codeOf(await stage.totpKit.answer(login.ticket, { recoveryCode }));
    },
  },
  {
    row: 'S16',
    name: 'sign up over the victim',
    refusal: 'sign_up_closed',
    make: async ({ stage, victim }) => {
      const email = victim.email.toUpperCase();
      const { status } = await new SiteClient(stage.siteUrl).post('sign-up', { email, password });
      expect(status).toBe(409);
      const body = { action: 'sign-up', loginId: email };
      return codeOf(await stage.totpKit.send('enrollments', body));
    },
  },
  {
    row: 'S61',
    name: 'answer a ticket to manage as one to sign in',
    refusal: 'ticket_invalid',
    make: async ({ stage, victim }) => {
      const client = await stage.signIn(victim);
      const asked = await client.post('manage');
      const proof = await stage.prove(asked.body['ticket'], victim);
      const { body } = await client.post('manage/proof', { proof });
      expect(body).toHaveProperty('ticket');
      const code = await victim.phone.nextCode();
      return codeOf(await stage.totpKit.answer(body['ticket'], { code }));
    },
  },
  {
    row: 'S58',
    name: 'get a session for a ticket to add a phone',
    refusal: 'unauthenticated',
    make: async (scene) => {
      const { stage, attacker } = scene;
      const order = { userId: attacker.userId, action: 'update-user' } as const;
      const begun = await stage.startUpdate((await stage.management.createTicket(order)).ticket);
      const { confirmed } = await stage.confirm(begun);
      expect(confirmed.body).not.toHaveProperty('session');
      const proof = String(confirmed.body['proof']);
      return codeOf(await stage.totpKit.send('session', undefined, `Bearer ${proof}`));
    },
  },
  {
    row: 'S61',
    name: 'answer a ticket whose time is over',
    refusal: 'ticket_invalid',
    make: async ({ stage, victim, login }) => {
      await stage.clock.advance({ ms: 600_000 });
      const code = await victim.phone.nextCode();
      return codeOf(await stage.totpKit.answer(login.ticket, { code }));
    },
  },
  {
    row: 'S61',
    name: 'guess on with a ticket that ten wrong codes wore out',
    refusal: 'ticket_invalid',
    make: async ({ stage, victim, login }) => {
      const code = await makeWrongCode(victim.phone.key);
      for (let guess = 1; guess <= 10; guess += 1) {
        const answer = await stage.totpKit.answer(login.ticket, { code });
        expect(codeOf(answer)).toBe('invalid_code');
      }
      const right = await victim.phone.nextCode();
      return codeOf(await stage.totpKit.answer(login.ticket, { code: right }));
    },
  },
  {
    row: 'S61',
    name: 'confirm an enrollment of one’s own for the victim’s login',
    refusal: 'no_proof',
    make: async (scene) => {
      const { stage } = scene;
      const client = await stage.signUp(`eve-${randomUUID()}@shop.example`);
      const { body } = await client.post('link');
      const { confirmed } = await stage.confirm(await stage.startUpdate(body['ticket']));
      expect(confirmed.body).toHaveProperty('proof');
      return givenFor(scene, confirmed.body['proof']);
    },
  },
  {
    row: 'S36',
    name: 'show a code of one’s own in a session of somebody else',
    refusal: 'invalid_code',
    make: async ({ stage, victim, attacker }) => {
      const stolen = new SiteClient(stage.siteUrl, (await stage.signIn(victim)).cookie);
      const { body } = await stolen.post('transfer', { amount: 42 });
      const own = await stage.begin(attacker);
      const proof = await stage.prove(own.ticket, attacker);
      expect((await stolen.post('transfer/proof', { proof })).status).toBe(403);
      const code = await attacker.phone.nextCode();
      return codeOf(await stage.totpKit.answer(body['ticket'], { code }));
    },
  },
];
