import type { AuditEvent, ManagedBrowser, ManagedSession, ManagedUser } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { ManagementClient } from '../../client/management-client.ts';
import { Flow } from '../flow.ts';
import { toTotpError } from './user-list.ts';

const eventsPerPage = 20;

/** A part of a record that may be missing for a reason of its own. */
export type RecordPart<Item> = readonly Item[] | TotpError;

export interface UserTimeline {
  readonly events: readonly AuditEvent[];
  readonly nextCursor?: string | undefined;
  readonly isLoading: boolean;
  readonly error?: TotpError | undefined;
}

export interface UserRecord {
  readonly user: ManagedUser;
  readonly sessions: RecordPart<ManagedSession>;
  readonly browsers: RecordPart<ManagedBrowser>;
  readonly timeline: UserTimeline;
}

export type RecordStep =
  | { readonly name: 'closed' }
  | { readonly name: 'loading'; readonly user: ManagedUser }
  | { readonly name: 'failed'; readonly user: ManagedUser; readonly error: TotpError }
  | ({ readonly name: 'open' } & UserRecord);

/** What there is to know of one user. */
export class RecordFlow extends Flow<RecordStep> {
  readonly #client: ManagementClient;
  #asked = 0;

  constructor({ client }: { readonly client: ManagementClient }) {
    super({ name: 'closed' });
    this.#client = client;
  }

  /** Shows a user: what is known first, and then everything. */
  async open(user: ManagedUser): Promise<void> {
    this.enter({ name: 'loading', user });
    await this.#load(user);
  }

  /** Asks once more, while what is known stays. */
  async reload(): Promise<void> {
    if (this.step.name === 'closed') return;
    await this.#load(this.step.user);
  }

  /** Adds older events to the timeline. */
  async loadMore(): Promise<void> {
    if (this.step.name !== 'open' || this.step.timeline.isLoading) return;
    const number = this.#asked;
    const { user, timeline } = this.step;
    this.#enterTimeline({ ...timeline, isLoading: true, error: undefined });
    const more = await this.#loadEvents(user, timeline.nextCursor);
    if (number !== this.#asked) return;
    const isFault = more.error !== undefined;
    this.#enterTimeline({
      ...more,
      events: [...timeline.events, ...more.events],
      ...(isFault && { nextCursor: timeline.nextCursor }),
    });
  }

  close(): void {
    this.#asked += 1;
    this.enter({ name: 'closed' });
  }

  async #load(known: ManagedUser): Promise<void> {
    const number = (this.#asked += 1);
    const { userId } = known;
    const client = this.#client;
    try {
      const [user, sessions, browsers, timeline] = await Promise.all([
        client.getUser(userId),
        orError(client.listSessions(userId)),
        orError(client.listBrowsers(userId)),
        this.#loadEvents(known),
      ]);
      if (number !== this.#asked) return;
      this.enter({ name: 'open', user, sessions, browsers, timeline });
    } catch (cause) {
      if (number !== this.#asked) return;
      this.enter({ name: 'failed', user: known, error: toTotpError(cause) });
    }
  }

  async #loadEvents({ userId }: ManagedUser, cursor?: string): Promise<UserTimeline> {
    const query = { userId, limit: eventsPerPage, ...(cursor !== undefined && { cursor }) };
    const found = await orError(this.#client.listEvents(query));
    return found instanceof TotpError
      ? { events: [], isLoading: false, error: found }
      : { ...found, isLoading: false };
  }

  #enterTimeline(timeline: UserTimeline): void {
    if (this.step.name === 'open') this.enter({ ...this.step, timeline });
  }
}

async function orError<Answer>(answer: Promise<Answer>): Promise<Answer | TotpError> {
  try {
    return await answer;
  } catch (cause) {
    const error = toTotpError(cause);
    // Nobody is signed in: that is not about a part.
    if (error.code === 'unauthenticated') throw error;
    return error;
  }
}
