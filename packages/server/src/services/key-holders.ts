import type { Clock } from '../core/clock.ts';
import type { KeyHolder } from '../store/encryption-keys.ts';
import type { Store } from '../store/store.ts';

/** A server that was not seen for so long has ended. */
const liveMs = 30_000;

/** How long ended servers are shown. */
const shownMs = 24 * 60 * 60 * 1000;

export interface ShownHolder extends KeyHolder {
  readonly isLive: boolean;
}

/** The servers that run, with the keys they had when they were seen last. */
export function listLiveHolders(store: Store, clock: Clock): Promise<readonly KeyHolder[]> {
  return store.listKeyHolders(clock() - liveMs);
}

/** The servers that were seen in the last day. */
export async function listHolders(store: Store, clock: Clock): Promise<readonly ShownHolder[]> {
  const now = clock();
  const holders = await store.listKeyHolders(now - shownMs);
  return holders.map((holder) => ({ ...holder, isLive: holder.seenAt >= now - liveMs }));
}

/** Servers by name, for a sentence. */
export function nameHolders(holders: readonly KeyHolder[]): string {
  const names = holders.map(({ serverId }) => serverId).join(', ');
  return `${holders.length === 1 ? 'the server' : `${holders.length} servers:`} ${names}`;
}
