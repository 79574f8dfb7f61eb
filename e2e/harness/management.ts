import { randomUUID } from 'node:crypto';
import type { EventPage, ManagedUser, TotpDeletion, UserPage } from '@totp-kit/protocol';
import { managementKey } from './server.ts';

/** A site's backend: it talks to the management API with its key. */
export class Management {
  readonly #url: string;

  constructor(serverUrl: string) {
    this.#url = `${serverUrl}/api/v1/manage`;
  }

  async findUser(loginId: string): Promise<ManagedUser> {
    const query = new URLSearchParams({ query: loginId });
    const page = (await this.#send('GET', `/users?${query}`)) as UserPage;
    const user = page.users.find((candidate) => candidate.loginId === loginId);
    if (user === undefined) throw new Error(`There is no user ${loginId}`);
    return user;
  }

  async createUser(
    loginId: string,
    profile: { readonly name?: string; readonly email?: string } = {},
  ): Promise<ManagedUser> {
    return (await this.#send('POST', '/users', { loginId, ...profile })) as ManagedUser;
  }

  async updateUser(userId: string, change: { readonly name: string }): Promise<void> {
    await this.#send('PATCH', `/users/${userId}`, change);
  }

  async deleteTotp(userId: string): Promise<TotpDeletion> {
    const answer = await this.#send('POST', '/totp-deletions', { userIds: [userId] });
    const [result] = (answer as { results: TotpDeletion[] }).results;
    if (result === undefined) throw new Error('The answer holds no result');
    return result;
  }

  /** A ticket for one action of a user. */
  async makeTicket(userId: string, action: 'manage' | 'update-user'): Promise<string> {
    const answer = await this.#send('POST', '/tickets', { userId, action });
    return (answer as { ticket: string }).ticket;
  }

  /** What happened, newest first. */
  async listEventActions(): Promise<string[]> {
    const page = (await this.#send('GET', '/events')) as EventPage;
    return page.events.map(({ action }) => action);
  }

  async #send(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${managementKey}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return response.json();
  }
}
