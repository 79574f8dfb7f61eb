import type { Clock } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import type { ServerRecord } from '../store/heartbeats.ts';
import type { Store } from '../store/store.ts';
import { KeyRefusal } from './key-lease.ts';

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

/** The running servers that lack a key: they could open nothing that is sealed with it. */
export async function listLacking(
  keyId: string,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): Promise<readonly ServerRecord[]> {
  const holders = await listLiveHolders(store, clock);
  return holders.filter(({ opensWith }) => !opensWith.includes(keyId));
}

/** @throws KeyRefusal where a running server lacks the key */
export function refuseLacking(keyId: string, lacking: readonly ServerRecord[]): void {
  if (lacking.length === 0) return;
  throw new KeyRefusal(
    `The key "${keyId}" is not known to ${nameHolders(lacking)}, which could open nothing that is sealed with it. Give it to every server, behind the first key, and restart those that read no file; a server that has ended counts for 30 s. Then do this again.`,
  );
}
