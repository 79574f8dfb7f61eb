import type { Clock } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import type { ServerRecord } from '../store/heartbeats.ts';
import type { Store } from '../store/store.ts';

export interface ShownHolder extends ServerRecord {
  readonly isLive: boolean;
}

/** The servers that run, with the keys they had when they were seen last. */
export function listLiveHolders(store: Store, clock: Clock): Promise<readonly ServerRecord[]> {
  return store.listServers(clock() - durations.serverLives);
}

/** The servers that were seen in the last day. */
export async function listHolders(store: Store, clock: Clock): Promise<readonly ShownHolder[]> {
  const now = clock();
  const holders = await store.listServers(now - durations.day);
  return holders.map((holder) => ({
    ...holder,
    isLive: holder.seenAt >= now - durations.serverLives,
  }));
}

/** Servers by name, for a sentence. */
export function nameHolders(holders: readonly ServerRecord[]): string {
  const names = holders.map(({ serverId }) => serverId).join(', ');
  return `${holders.length === 1 ? 'the server' : `${holders.length} servers:`} ${names}`;
}
