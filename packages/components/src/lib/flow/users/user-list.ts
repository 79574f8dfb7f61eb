import type { ListUsersQuery, UserPage, UserSort } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { ManagementClient } from '../../client/management-client.ts';
import type { Clock } from '../../clock.ts';
import { Flow } from '../flow.ts';

export const usersPerPage = 50;
const typingPauseMs = 250;

/** What the list can be narrowed to. */
export type UserFilters = Pick<
  ListUsersQuery,
  'status' | 'totp' | 'signIn' | 'waiting' | 'neverSignedIn'
>;

/** What is asked for, apart from which page of it. */
export interface UserView {
  /** What login IDs, names or e-mail addresses begin with. Empty for everybody. */
  readonly search: string;
  readonly filters: UserFilters;
  readonly sort: UserSort;
}

/** A page, with the number of its first user. */
export interface ListedPage extends UserPage {
  readonly firstNumber: number;
  readonly hasPrevious: boolean;
}

interface Common {
  readonly view: UserView;
  /** What is still shown while something else is on its way. */
  readonly page?: ListedPage | undefined;
}

export type UserListStep =
  | (Common & { readonly name: 'loading' })
  | (Common & { readonly name: 'listed'; readonly page: ListedPage })
  | (Common & { readonly name: 'failed'; readonly error: TotpError });

export interface UserListOptions {
  readonly client: ManagementClient;
  readonly clock: Clock;
}

/** The list of users: searched, narrowed, sorted, page by page. What was asked last is what is shown. */
export class UserList extends Flow<UserListStep> {
  readonly #client: ManagementClient;
  readonly #clock: Clock;
  /** The cursors of the pages so far; the first page has none. */
  #trail: (string | undefined)[] = [undefined];
  #asked = 0;
  #cancelTyping: (() => void) | undefined;

  constructor({ client, clock }: UserListOptions) {
    super({ name: 'loading', view: { search: '', filters: {}, sort: 'loginId' } });
    this.#client = client;
    this.#clock = clock;
  }

  /** Asks for the page that is shown once more. */
  async reload(): Promise<void> {
    this.#cancelTyping?.();
    await this.#load(this.step.view);
  }

  /** Looks for something, once nothing is typed for a moment. */
  search(text: string): void {
    const view = { ...this.step.view, search: text };
    this.#trail = [undefined];
    this.enter({ ...this.step, view });
    this.#cancelTyping?.();
    this.#cancelTyping = this.#clock.after(typingPauseMs, () => void this.#begin(view));
  }

  /** Asks for nothing that was typed last, and shows no answer any more. */
  leave(): void {
    this.#cancelTyping?.();
    this.#asked += 1;
  }

  /** Narrows the list; a filter that is undefined goes. */
  async narrow(filters: UserFilters): Promise<void> {
    const all = Object.entries<string | undefined>({ ...this.step.view.filters, ...filters });
    const left = Object.fromEntries(all.filter(([, value]) => value !== undefined));
    await this.#begin({ ...this.step.view, filters: left });
  }

  /** Everybody again. */
  async clear(): Promise<void> {
    await this.#begin({ ...this.step.view, search: '', filters: {} });
  }

  /** Sorts by a column, and the other way round when it is sorted by it. */
  async sortBy(column: 'loginId' | 'createdAt' | 'lastSignInAt'): Promise<void> {
    const isRising = this.step.view.sort === column;
    const sort: UserSort = isRising ? `-${column}` : column;
    await this.#begin({ ...this.step.view, sort });
  }

  async goNext(): Promise<void> {
    const cursor = this.step.page?.nextCursor;
    if (cursor === undefined || this.step.name === 'loading') return;
    this.#trail.push(cursor);
    await this.#load(this.step.view);
  }

  async goBack(): Promise<void> {
    if (this.#trail.length === 1 || this.step.name === 'loading') return;
    this.#trail.pop();
    await this.#load(this.step.view);
  }

  async #begin(view: UserView): Promise<void> {
    this.#cancelTyping?.();
    this.#trail = [undefined];
    await this.#load(view);
  }

  async #load(view: UserView): Promise<void> {
    const number = (this.#asked += 1);
    const { page } = this.step;
    const trail = this.#trail;
    const pageNumber = trail.length;
    this.enter({ name: 'loading', view, page });
    try {
      const found = await this.#client.listUsers(toQuery(view, trail.at(-1)));
      if (number !== this.#asked) return;
      // Everybody on the last page has gone.
      if (found.users.length === 0 && pageNumber > 1) return await this.#begin(view);
      const firstNumber = (pageNumber - 1) * usersPerPage + 1;
      const listed = { ...found, firstNumber, hasPrevious: pageNumber > 1 };
      this.enter({ name: 'listed', view: this.step.view, page: listed });
    } catch (cause) {
      if (number !== this.#asked) return;
      this.enter({ name: 'failed', view: this.step.view, page, error: toTotpError(cause) });
    }
  }
}

function toQuery({ search, filters, sort }: UserView, cursor: string | undefined): ListUsersQuery {
  const text = search.trim();
  return {
    ...filters,
    ...(text ? { query: text } : { sort }),
    ...(cursor !== undefined && { cursor }),
    limit: usersPerPage,
  };
}

/** What a client rejects with; anything else is a fault of ours. */
export function toTotpError(cause: unknown): TotpError {
  return cause instanceof TotpError ? cause : new TotpError('internal', { cause });
}
