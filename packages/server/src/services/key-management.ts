import { toIso } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import { totalOf } from '../core/sealed-kinds.ts';
import type { KeyFile } from '../keyring/key-file.ts';
import { generateKey } from '../keyring/key-list.ts';
import { Keyring } from '../keyring/keyring.ts';
import { changeHeldRows } from './held-rows.ts';
import { listLacking, listLiveHolders, nameHolders, refuseLacking } from './key-holders.ts';
import {
  findFreshKey,
  takeKeyInventory,
  type KeyInventory,
  type KeyStanding,
} from './key-inventory.ts';
import { KeyLease, KeyRefusal } from './key-lease.ts';
import { replaceFile } from './key-place.ts';
import {
  KeyRotation,
  type KeyManagementContext,
  type RotationReport,
  type RotationWatch,
} from './key-rotation.ts';
import { noteKeys } from './ring-reload.ts';
import { isPublished, makeSigningKey } from './signing-keys.ts';
import { findRingFault } from './wrong-keys.ts';

/** When a new signing key begins: after everybody had time to learn of it, or now, because the old one is in bad hands. */
export type SigningStart = 'with overlap' | 'at once';

export interface SigningRotation {
  readonly kid: string;
  /** Milliseconds since 1970. */
  readonly signsFrom: number;
  /** Until when the key before it is published. */
  readonly othersUntil: number;
}

/** What an operator does to keys. Each is done by one command at a time, and goes on where one that was killed stopped. */
export class KeyManagement {
  readonly #context: KeyManagementContext;
  readonly #file: KeyFile | undefined;

  /** @param file where the keys of the ring are kept; undefined where the environment has them */
  constructor(context: KeyManagementContext, file: KeyFile | undefined) {
    this.#context = context;
    this.#file = file;
  }

  takeInventory(): Promise<KeyInventory> {
    return takeKeyInventory(this.#context);
  }

  /** Adds a new key at the end of the file: it opens, and seals nothing yet. @throws KeyRefusal */
  add(): Promise<{ readonly keyId: string }> {
    return this.#withLease(async () => {
      const { store, keyring, clock, by } = this.#context;
      if (this.#file === undefined) throw new KeyRefusal(howToAdd(keyring));
      await this.#requireRing();
      const known = (await store.listEncryptionKeys()).map((record) => record.keyId);
      const keyId = nextKeyId([...known, ...keyring.opensWith]);
      const materials = replaceFile(
        this.#file,
        (present) => [...present, generateKey(keyId)],
        `Where it comes from, add a line: echo "${keyId}:$(openssl rand -base64 32)" >> ${this.#file.path}`,
      );
      keyring.replaceBy(new Keyring(materials, this.#file));
      await this.#requireRing();
      await store.recordKeyEvent('server.key_added', { keyId, at: clock(), by });
      return { keyId };
    });
  }

  /**
   * Seals everything anew with a key.
   * @param to the key; unless given, one that was added and never used, or else the first
   * @throws KeyRefusal
   */
  rotate(to: string | undefined, watch: RotationWatch): Promise<RotationReport> {
    return this.#withLease(async (lease) => {
      await this.#requireRing();
      const { keys } = await this.takeInventory();
      const keyId = this.#chooseTarget(to, keys);
      const tools = { context: this.#context, file: this.#file, lease, watch };
      return new KeyRotation(tools, keyId).run();
    });
  }

  /** @throws KeyRefusal while a key is in use; a key that cannot be dropped is left as it is */
  async requireDroppable(keyId: string): Promise<KeyStanding> {
    const { keys, place } = await this.takeInventory();
    const key = keys.find((one) => one.keyId === keyId);
    if (key === undefined) throw new KeyRefusal(unknownKey(keyId, { keys, place }), 'not_found');
    const count = totalOf(key.sealed);
    if (count > 0) {
      const what = count === 1 ? '1 stored secret is' : `${count} stored secrets are`;
      throw new KeyRefusal(
        `The key "${keyId}" is in use: ${what} sealed with it. "totp-kit keys rotate" seals them with another one first.`,
      );
    }
    if (key.isInRing && keyId === this.#context.keyring.sealsWith) {
      throw new KeyRefusal(
        `The key "${keyId}" seals: it is the first one in ${place}. "totp-kit keys add" and "totp-kit keys rotate" put another one in its place.`,
      );
    }
    const holders = await listLiveHolders(this.#context.store, this.#context.clock);
    const sealing = holders.filter(({ sealsWith }) => sealsWith === keyId);
    if (sealing.length > 0) {
      throw new KeyRefusal(
        `The key "${keyId}" seals on ${nameHolders(sealing)}. Put another key first there; one that has ended counts for 30 s.`,
      );
    }
    return key;
  }

  /**
   * Ends a key that nothing needs: it never seals again, and goes from the file.
   * @returns whether it is gone from where the keys are kept
   * @throws KeyRefusal
   */
  drop(keyId: string): Promise<{ readonly isRemoved: boolean }> {
    return this.#withLease(async (lease) => {
      const { store, keyring, clock, by } = this.#context;
      await this.#requireRing();
      const isHere = keyring.opensWith.includes(keyId);
      const wasDropped = (await this.requireDroppable(keyId)).state === 'dropped';
      if (wasDropped && !isHere) return { isRemoved: true };
      const known = await store.listEncryptionKeys();
      const droppedBefore = known.find((record) => record.keyId === keyId)?.droppedAt ?? null;
      await changeHeldRows(lease, () => store.markKeyDropped(keyId, clock()));
      try {
        // A server that was starting meanwhile either is seen now, or has seen the mark.
        await this.requireDroppable(keyId);
      } catch (error) {
        await changeHeldRows(lease, () => store.markKeyDropped(keyId, droppedBefore));
        throw error;
      }
      // One that was killed before this is done again, and recorded then.
      await store.recordKeyEvent('server.key_dropped', { keyId, at: clock(), by });
      if (!isHere) return { isRemoved: true };
      if (this.#file === undefined) return { isRemoved: false };
      replaceFile(
        this.#file,
        (present) => present.filter(({ id }) => id !== keyId),
        `"${keyId}" is dropped and seals nothing any more; delete its line where the file comes from.`,
      );
      return { isRemoved: true };
    });
  }

  /**
   * Makes a new key that signs tokens.
   * @throws KeyRefusal while a running server could not open it, or one that was made before has not begun
   */
  rotateSigning(start: SigningStart): Promise<SigningRotation> {
    return this.#withLease(async () => {
      await this.#requireRing();
      const { store, keyring, clock, by } = this.#context;
      const { sealsWith } = keyring;
      refuseLacking(sealsWith, await listLacking(sealsWith, this.#context));
      const now = clock();
      if (start === 'at once') {
        // Whatever the clocks of servers say, one that was set back too.
        const successor = makeSigningKey(keyring, { createdAt: now, signsFrom: 0 });
        await store.rotateSigningKey({ successor, othersUntil: 0, by });
        return { kid: successor.kid, signsFrom: now, othersUntil: now };
      }
      const toCome = (await store.listSigningKeys()).find(
        (key) => key.signsFrom > now && isPublished(key, now),
      );
      if (toCome !== undefined) {
        throw new KeyRefusal(
          `A new signing key is published already, and signs from ${toIso(toCome.signsFrom)} on. Wait for it, or end the old one with --at-once.`,
        );
      }
      const signsFrom = now + durations.signingKeyOverlap;
      const othersUntil = signsFrom + durations.accessToken + durations.signingKeyOverlap;
      const successor = makeSigningKey(keyring, { createdAt: now, signsFrom });
      await store.rotateSigningKey({ successor, othersUntil, by });
      return { kid: successor.kid, signsFrom, othersUntil };
    });
  }

  async #withLease<Result>(work: (lease: KeyLease) => Promise<Result>): Promise<Result> {
    const lease = await KeyLease.take(this.#context);
    try {
      return await work(lease);
    } finally {
      await lease.end();
    }
  }

  /** Reads the keys anew, which another command may have changed, and checks them. */
  async #requireRing(): Promise<void> {
    const { store, keyring } = this.#context;
    if (this.#file !== undefined) {
      const materials = this.#file.read();
      if ('fault' in materials) throw new KeyRefusal(`In ${this.#file.place} ${materials.fault}.`);
      keyring.replaceBy(new Keyring(materials, this.#file));
    }
    const fault = (await findRingFault(store, keyring)) ?? (await noteKeys(store, keyring));
    if (fault !== undefined) throw new KeyRefusal(fault);
  }

  #chooseTarget(to: string | undefined, keys: readonly KeyStanding[]): string {
    const { sealsWith, place, opensWith } = this.#context.keyring;
    const target = to ?? findFreshKey(keys) ?? sealsWith;
    const key = keys.find(({ keyId }) => keyId === target);
    if (key === undefined || !opensWith.includes(target)) {
      throw new KeyRefusal(unknownKey(target, { keys, place }), 'not_found');
    }
    if (key.state === 'dropped') {
      throw new KeyRefusal(`The key "${target}" was dropped, and never seals again.`);
    }
    if (target !== sealsWith && this.#file === undefined)
      throw new KeyRefusal(howToPutFirst(target));
    return target;
  }
}

/** `k1`, `k2`, ... as the first key is called; one that was dropped keeps its name. */
function nextKeyId(taken: readonly string[]): string {
  const numbers = taken.map((keyId) => Number(/^k(\d{1,6})$/.exec(keyId)?.[1] ?? 0));
  return `k${Math.max(0, ...numbers) + 1}`;
}

function unknownKey(
  keyId: string,
  { keys, place }: { readonly keys: readonly KeyStanding[]; readonly place: string },
): string {
  const present = keys.filter(({ isInRing }) => isInRing).map((key) => `"${key.keyId}"`);
  return `There is no key "${keyId}" in ${place}, but ${present.join(', ')}.`;
}

function howToAdd(keyring: Keyring): string {
  const keyId = nextKeyId(keyring.opensWith);
  return `The keys come from TOTP_KIT_KEYS, which this command cannot change. Where it is set, put a new one behind the others, as made by: echo "${keyId}:$(openssl rand -base64 32)". Restart every server with it; then "totp-kit keys status" says what comes next.`;
}

function howToPutFirst(keyId: string): string {
  return `Put "${keyId}" first in TOTP_KIT_KEYS, for this command now, and for each server when it starts the next time: TOTP_KIT_KEYS=${keyId}:...,(the others). Then do this again.`;
}
