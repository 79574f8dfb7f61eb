import { randomUUID } from 'node:crypto';
import type {
  CreateTicketBody,
  EventPage,
  ManagedUser,
  Ticket,
  TotpDeletion,
  UserPage,
} from '@totp-kit/protocol';
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

  /** Every event of a kind, whatever its page. */
  async listAllEvents({ action }: { readonly action: string }): Promise<EventPage['events']> {
    const events: EventPage['events'] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const query = new URLSearchParams({ action, limit: '200', ...(cursor && { cursor }) });
      const page = (await this.#send('GET', `/events?${query}`)) as EventPage;
      events.push(...page.events);
      cursor = page.nextCursor;
    }
    return events;
  }

  async deleteTotp(userId: string): Promise<TotpDeletion> {
    const answer = await this.#send('POST', '/totp-deletions', { userIds: [userId] });
    const [result] = (answer as { results: TotpDeletion[] }).results;
    if (result === undefined) throw new Error('The answer holds no result');
    return result;
  }

  async createTicket(order: CreateTicketBody): Promise<Ticket> {
    return (await this.#send('POST', '/tickets', order)) as Ticket;
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
