import type { ManagedUser } from '@totp-kit/protocol';

/** As many as one request takes. */
export const selectionLimit = 500;

/** Users chosen on one page after the other. */
export class Selection {
  readonly #chosen = new Map<string, { readonly user: ManagedUser; readonly asOf: string }>();

  get size(): number {
    return this.#chosen.size;
  }

  get isFull(): boolean {
    return this.size >= selectionLimit;
  }

  get users(): readonly ManagedUser[] {
    return Array.from(this.#chosen.values(), ({ user }) => user);
  }

  /** The oldest time at which one of them was looked at: whoever changed after it is not who was chosen. */
  get asOf(): string | undefined {
    return Array.from(this.#chosen.values(), ({ asOf }) => asOf).sort()[0];
  }

  has(userId: string): boolean {
    return this.#chosen.has(userId);
  }

  /** Adds users as they were at a time, as far as there is room. Returns how many found none. */
  add(users: readonly ManagedUser[], asOf: string): number {
    const added = users.filter(({ userId }) => !this.has(userId));
    const room = selectionLimit - this.size;
    for (const user of added.slice(0, room)) this.#chosen.set(user.userId, { user, asOf });
    return Math.max(0, added.length - room);
  }

  remove(users: readonly Pick<ManagedUser, 'userId'>[]): void {
    for (const { userId } of users) this.#chosen.delete(userId);
  }

  clear(): void {
    this.#chosen.clear();
  }

  /** Which of these are chosen. */
  among(users: readonly ManagedUser[]): 'none' | 'some' | 'all' {
    const count = users.filter(({ userId }) => this.has(userId)).length;
    if (count === 0) return 'none';
    return count === users.length ? 'all' : 'some';
  }
}
