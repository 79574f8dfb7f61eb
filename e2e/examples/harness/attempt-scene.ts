import { createManagementClient, type ManagementClient } from '@totp-kit/server/management';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { managementKey } from '../../harness/server.ts';
import type { Workshop } from '../workshop.ts';
import { Phone } from './phone.ts';
import { SiteClient, TotpKitClient, type Answer } from './site-client.ts';
import type { TestClock } from './test-clock.ts';

export const password = 'correct horse battery';

/** Somebody with an account at the site and an authenticator app. */
export interface Member {
  readonly email: string;
  /** At totp-kit. */
  readonly userId: string;
  readonly phone: Phone;
  readonly recoveryCodes: readonly string[];
}

/** A browser in which the right password was typed: the site waits for the second factor. */
export interface PendingLogin {
  readonly client: SiteClient;
  readonly ticket: string;
}

/** The victim’s password is known to the attacker; what is between them is the second factor. */
export interface Scene {
  readonly browser: Browser;
  readonly stage: Stage;
  readonly victim: Member;
  /** A member of the same site, with a second factor of their own. */
  readonly attacker: Member;
  /** The attacker typed the victim’s password. */
  readonly login: PendingLogin;
}

export interface Attempt {
  readonly name: string;
  /** The code of totp-kit's refusal; `no_proof` where the site itself refuses. */
  readonly refusal: string;
  readonly make: (scene: Scene) => Promise<string>;
}

/** A running site and its totp-kit, as seen from one address. */
export class Stage {
  readonly siteUrl: string;
  readonly clock: TestClock;
  readonly management: ManagementClient;
  readonly totpKit: TotpKitClient;

  constructor(
    { siteUrl, totpKitUrl }: Workshop,
    { clock, address }: { readonly clock: TestClock; readonly address: string },
  ) {
    this.siteUrl = siteUrl;
    this.clock = clock;
    this.management = createManagementClient({ server: totpKitUrl, managementKey });
    this.totpKit = new TotpKitClient(totpKitUrl, address);
  }

  async signUp(email: string): Promise<SiteClient> {
    const client = new SiteClient(this.siteUrl);
    expect(await client.post('sign-up', { email, password })).toMatchObject({ status: 200 });
    return client;
  }

  async enroll(email: string): Promise<Member> {
    const client = await this.signUp(email);
    const { body } = await client.post('link');
    const { phone, confirmed } = await this.confirm(await this.startUpdate(body['ticket']));
    await client.post('link/done');
    await client.post('sign-out');
    const { user, recoveryCodes } = confirmed.body as {
      user: { userId: string };
      recoveryCodes: string[];
    };
    return { email, userId: user.userId, phone, recoveryCodes };
  }

  /** Begins to add an authenticator on the strength of a ticket. */
  startUpdate(ticket: unknown): Promise<Answer> {
    const body = { action: 'update-user' };
    return this.totpKit.send('enrollments', body, `Ticket ${String(ticket)}`);
  }

  async confirm({ body: { enrollmentId, key } }: Answer) {
    const phone = new Phone(String(key), this.clock);
    const path = `enrollments/${String(enrollmentId)}/confirmation`;
    const confirmed = await this.totpKit.send(path, { code: await phone.nextCode() });
    return { phone, confirmed };
  }

  /** The right password is typed in a browser of its own. */
  async begin({ email }: Pick<Member, 'email'>): Promise<PendingLogin> {
    const client = new SiteClient(this.siteUrl);
    const { body } = await client.post('sign-in', { email, password });
    expect(body).toEqual({ ticket: expect.any(String) as string });
    return { client, ticket: String(body['ticket']) };
  }

  /** The proof for the right code. */
  async prove(ticket: unknown, { phone }: Member): Promise<string> {
    const { body } = await this.totpKit.answer(ticket, { code: await phone.nextCode() });
    expect(body).toHaveProperty('proof');
    return String(body['proof']);
  }

  /** Somebody signs in with both factors. */
  async signIn(member: Member): Promise<SiteClient> {
    const { client, ticket } = await this.begin(member);
    const proof = await this.prove(ticket, member);
    expect(await client.post('sign-in/proof', { proof })).toMatchObject({ status: 200 });
    return client;
  }
}

/** Whether somebody got in: what only who is signed in may see. */
export async function seesAccount(client: SiteClient): Promise<boolean> {
  return (await client.get('account')).status === 200;
}

/** Gives something for a proof of the login that waits. */
export async function givenFor({ login }: Pick<Scene, 'login'>, proof: unknown): Promise<string> {
  const { status } = await login.client.post('sign-in/proof', { proof });
  const isIn = status !== 401 || (await seesAccount(login.client));
  return isIn ? 'let in' : 'no_proof';
}

/** The code of a refusal of totp-kit. */
export function codeOf({ body }: Answer): string {
  return String(body['code']);
}
