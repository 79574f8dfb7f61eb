import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { givenFor, password, seesAccount, type Attempt } from './attempt-scene.ts';
import { SiteClient } from './site-client.ts';

/** Where the site refuses by itself, whatever totp-kit says. */
export const attemptsOnSite: readonly Omit<Attempt, 'refusal'>[] = [
  {
    name: 'go on with only the password done',
    make: async ({ login: { client } }) => {
      for (const path of ['link', 'link/done', 'transfer', 'manage', 'manage/proof']) {
        expect((await client.post(path, { amount: 42 })).status, path).toBe(401);
      }
      expect(await client.get('session')).toEqual({ status: 200, body: {} });
      return 'no_proof';
    },
  },
  {
    name: 'stay in a session that began with the password before the app was linked',
    make: async ({ stage }) => {
      const email = `lise-${randomUUID()}@shop.example`;
      const owner = await stage.signUp(email);
      const thief = new SiteClient(stage.siteUrl);
      await thief.post('sign-in', { email, password });
      expect(await seesAccount(thief)).toBe(true);
      const stolen = (await thief.post('link')).body['ticket'];
      const { body } = await owner.post('link');
      const { confirmed } = await stage.confirm(await stage.startUpdate(body['ticket']));
      // Neither saying that it is done, nor somebody else's proof, nor the ticket from before keeps it.
      const { proof } = confirmed.body;
      expect((await thief.post('link/done', { proof })).body).toEqual({});
      expect((await stage.startUpdate(stolen)).status).toBe(401);
      expect((await owner.post('link/done', { proof })).body).toHaveProperty('user');
      expect(await seesAccount(owner)).toBe(true);
      return (await seesAccount(thief)) ? 'let in' : 'no_proof';
    },
  },
  {
    name: 'link an app by the password while its owner links theirs',
    make: async ({ stage }) => {
      const email = `emmy-${randomUUID()}@shop.example`;
      const owner = await stage.signUp(email);
      const thief = new SiteClient(stage.siteUrl);
      await thief.post('sign-in', { email, password });
      const { body } = await owner.post('link');
      const started = await stage.startUpdate(body['ticket']);
      // Both at once: the site asks totp-kit before the owner's code is there, and after.
      const [{ confirmed }, ...answers] = await Promise.all([
        stage.confirm(started),
        ...Array.from({ length: 10 }, () => thief.post('link')),
      ]);
      // The newest ticket may have ended the owner's before the code came: then nobody has linked anything.
      if (confirmed.status !== 200) return 'no_proof';
      for (const { body: answer } of answers) {
        if (answer['ticket'] === undefined) continue;
        expect((await stage.startUpdate(answer['ticket'])).status).toBe(401);
      }
      return (await seesAccount(thief)) ? 'let in' : 'no_proof';
    },
  },
  {
    name: 'have a request that is under way bring a session back that was signed out',
    make: async ({ stage, victim }) => {
      const client = await stage.signIn(victim);
      const copies = Array.from({ length: 10 }, () => new SiteClient(stage.siteUrl, client.cookie));
      const underWay = copies.map((copy) => copy.post('transfer', { amount: 42 }));
      await client.post('sign-out');
      await Promise.all(underWay);
      const isIn = await Promise.all(copies.map(seesAccount));
      return isIn.some(Boolean) ? 'let in' : 'no_proof';
    },
  },
  {
    name: 'use a transfer’s proof that is under way while its session is signed out',
    make: async ({ stage, victim }) => {
      const client = await stage.signIn(victim);
      const { body } = await client.post('transfer', { amount: 42 });
      const proof = await stage.prove(body['ticket'], victim);
      const copy = new SiteClient(stage.siteUrl, client.cookie);
      await client.post('sign-out');
      const { status } = await copy.post('transfer/proof', { proof });
      expect(status).toBe(401);
      return (await seesAccount(copy)) ? 'let in' : 'no_proof';
    },
  },
  {
    name: 'try passwords without end',
    make: async ({ stage, victim }) => {
      const guesses = Array.from({ length: 12 }, (_, guess) =>
        new SiteClient(stage.siteUrl).post('sign-in', {
          email: victim.email,
          password: `wrong horse ${guess}`,
        }),
      );
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
      const late = new SiteClient(stage.siteUrl);
      expect((await late.post('sign-in', { email: victim.email, password })).status).toBe(429);
      await stage.clock.advance({ ms: 900_000 });
      const { status } = await late.post('sign-in', { email: victim.email, password });
      return status === 200 && !(await seesAccount(late)) ? 'no_proof' : 'locked out';
    },
  },
  {
    name: 'try passwords of many accounts from one address',
    make: async ({ stage, attacker }) => {
      const address = '192.0.2.66';
      const guesses = Array.from({ length: 50 }, (_, guess) =>
        new SiteClient(stage.siteUrl, '', address).post('sign-in', {
          email: `nobody-${guess}@shop.example`,
          password,
        }),
      );
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([401]));
      const client = new SiteClient(stage.siteUrl, '', address);
      const { status } = await client.post('sign-in', { email: attacker.email, password });
      return status === 429 ? 'no_proof' : 'tried';
    },
  },
  {
    name: 'give one proof many times at once',
    make: async ({ stage, victim }) => {
      const { client, ticket } = await stage.begin(victim);
      const proof = await stage.prove(ticket, victim);
      const copies = Array.from({ length: 20 }, () => new SiteClient(stage.siteUrl, client.cookie));
      await Promise.all(copies.map((copy) => copy.post('sign-in/proof', { proof })));
      const isIn = await Promise.all(copies.map(seesAccount));
      expect(isIn.filter(Boolean)).toHaveLength(1);
      return 'no_proof';
    },
  },
  {
    name: 'confirm one transfer many times at once',
    make: async ({ stage, victim }) => {
      const client = await stage.signIn(victim);
      const { body } = await client.post('transfer', { amount: 42 });
      const proof = await stage.prove(body['ticket'], victim);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => client.post('transfer/proof', { proof })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      return 'no_proof';
    },
  },
  {
    name: 'change the amount after the code was typed',
    make: async ({ stage, victim }) => {
      const client = await stage.signIn(victim);
      const { body } = await client.post('transfer', { amount: 42 });
      const proof = await stage.prove(body['ticket'], victim);
      await client.post('transfer', { amount: 42_000 });
      const { status } = await client.post('transfer/proof', { proof, amount: 42_000 });
      return status === 403 ? 'no_proof' : 'transferred';
    },
  },
  {
    name: 'give the proof of a login for a transfer, and the other way round',
    make: async (scene) => {
      const { stage, victim } = scene;
      const client = await stage.signIn(victim);
      const { body } = await client.post('transfer', { amount: 42 });
      const other = await stage.begin(victim);
      const ofLogin = await stage.prove(other.ticket, victim);
      const { status } = await client.post('transfer/proof', { proof: ofLogin });
      expect(status).toBe(403);
      return givenFor(scene, await stage.prove(body['ticket'], victim));
    },
  },
  {
    name: 'put the victim’s login in the place of one’s own before the proof comes',
    make: async ({ stage, victim, attacker }) => {
      const { client, ticket } = await stage.begin(attacker);
      const proof = await stage.prove(ticket, attacker);
      await client.post('sign-in', { email: victim.email, password });
      const { status } = await client.post('sign-in/proof', { proof });
      expect(await seesAccount(client)).toBe(false);
      return status === 401 ? 'no_proof' : 'let in';
    },
  },
  {
    name: 'give a proof two minutes late',
    make: async (scene) => {
      const { stage, victim, login } = scene;
      const proof = await stage.prove(login.ticket, victim);
      await stage.clock.advance({ ms: 131_000 });
      return givenFor(scene, proof);
    },
  },
  {
    name: 'give a proof that was changed, or signed by nobody',
    make: async (scene) => {
      const { stage, victim, attacker } = scene;
      const own = await stage.begin(attacker);
      const [header = '', , signature = ''] = (await stage.prove(own.ticket, attacker)).split('.');
      const claims = Buffer.from(JSON.stringify({ sub: victim.userId })).toString('base64url');
      const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
      for (const forged of [
        `${header}.${claims}.${signature}`,
        `${none}.${claims}.`,
        {},
        null,
        1,
      ]) {
        expect(await givenFor(scene, forged)).toBe('no_proof');
      }
      return 'no_proof';
    },
  },
  {
    name: 'have the victim sign in to a session that one knows',
    make: async ({ stage, victim }) => {
      const planted = await stage.begin(victim);
      const before = planted.client.cookie;
      const { ticket } = planted;
      const proof = await stage.prove(ticket, victim);
      await planted.client.post('sign-in/proof', { proof });
      expect(planted.client.cookie).not.toBe(before);
      const known = new SiteClient(stage.siteUrl, before);
      return (await seesAccount(known)) ? 'let in' : 'no_proof';
    },
  },
  {
    name: 'have the victim’s browser ask for something from another page',
    make: async ({ stage, victim }) => {
      const client = await stage.signIn(victim);
      for (const origin of ['https://evil.example', 'null', '']) {
        const { status } = await client.post('transfer', { amount: 42 }, { origin });
        expect(status, origin).toBe(403);
      }
      return 'no_proof';
    },
  },
  {
    name: 'add a phone to somebody’s session without a code of theirs',
    make: async ({ stage, victim }) => {
      const client = await stage.signIn(victim);
      expect((await client.post('link')).status).toBe(409);
      const { body } = await client.post('manage');
      const { status } = await stage.startUpdate(body['ticket']);
      expect(status).toBe(401);
      const refused = await client.post('manage/proof', { proof: body['ticket'] });
      return refused.status === 403 ? 'no_proof' : 'a ticket to manage';
    },
  },
];
