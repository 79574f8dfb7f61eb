import { sealingKeyId } from '../core/seal.ts';
import { Keyring, type KeyMaterial, type KeyReading } from '../keyring/keyring.ts';
import type { Store } from '../store/store.ts';
import { droppedFirst, findRingFault, wrongKey } from './wrong-keys.ts';

/** What the people who run a server should know of its keys. */
export interface KeyNotice {
  readonly level: 'warn' | 'error';
  readonly message: string;
}

/** Follows the place where the keys are kept, and notices when the ring of this server is not enough any more. */
export class RingReload {
  readonly #store: Store;
  readonly #keyring: Keyring;
  #seen: KeyReading | undefined;
  #decided: KeyReading | undefined;
  /** The sentence that was logged about keys that are not taken over. */
  #refusal: string | undefined;
  #fault: string | undefined;

  constructor({ store, keyring }: { readonly store: Store; readonly keyring: Keyring }) {
    this.#store = store;
    this.#keyring = keyring;
  }

  /** Why this server should get no requests, as a sentence; undefined while its ring is enough. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /** Whether there is something that was not looked at. */
  get hasNews(): boolean {
    const reading = this.#keyring.source?.read();
    return reading !== undefined && reading !== this.#seen;
  }

  /** Takes over keys that have changed, if they are right. @throws StorageUnavailableError; the next call tries again */
  async refresh(): Promise<readonly KeyNotice[]> {
    const notices = await this.#takeChanged();
    const fault = await this.#findFault();
    if (fault !== this.#fault) {
      notices.push(
        fault === undefined
          ? { level: 'warn', message: 'The encryption keys of this server are enough again.' }
          : { level: 'error', message: fault },
      );
    }
    this.#fault = fault;
    return notices;
  }

  async #takeChanged(): Promise<KeyNotice[]> {
    const reading = this.#keyring.source?.read();
    if (reading === undefined || reading === this.#decided) return [];
    this.#seen = reading;
    const fault = await this.#findObstacle(reading);
    if (fault !== undefined) {
      // What is wrong may be in the database: it is looked at again.
      if (fault === this.#refusal) return [];
      this.#refusal = fault;
      return [refusal(fault)];
    }
    this.#decided = reading;
    this.#refusal = undefined;
    if ('fault' in reading) return [];
    return this.#takeOver(reading);
  }

  async #findObstacle(reading: KeyReading): Promise<string | undefined> {
    const { place, source } = this.#keyring;
    if ('fault' in reading) return `In ${place} ${reading.fault}.`;
    const candidate = new Keyring(reading, source);
    if (isSameRing(candidate, this.#keyring)) return undefined;
    return (
      (await findRingFault(this.#store, candidate)) ?? (await noteKeys(this.#store, candidate))
    );
  }

  #takeOver(materials: readonly KeyMaterial[]): KeyNotice[] {
    const { place, source } = this.#keyring;
    const candidate = new Keyring(materials, source);
    if (isSameRing(candidate, this.#keyring)) return [];
    this.#keyring.replaceBy(candidate);
    const { sealsWith, opensWith } = candidate;
    return [
      {
        level: 'warn',
        message: `The encryption keys changed in ${place}: "${sealsWith}" seals now, ${list(opensWith)} open.`,
      },
    ];
  }

  /** A rotation seals the server's secrets first, so they tell whether there is a key that this server lacks. */
  async #findFault(): Promise<string | undefined> {
    const { opensWith, place } = this.#keyring;
    for (const sealed of await this.#store.listServerSecrets()) {
      const keyId = sealingKeyId(sealed) ?? '';
      if (!opensWith.includes(keyId)) {
        return `The encryption key "${keyId}" is in use and missing in ${place} of this server: it cannot sign in whose secrets are sealed with it. Add it there${this.#keyring.source === undefined ? ' and restart' : ''}.`;
      }
    }
    const dropped = droppedFirst(await this.#store.listEncryptionKeys(), this.#keyring);
    this.#keyring.holdSealing(dropped);
    return dropped;
  }
}

/**
 * Notes the check values of keys that are new. Who noted first is right: of two servers that bring another key of the
 * same ID one has the wrong one, and gets the sentence about it.
 */
export async function noteKeys(store: Store, keyring: Keyring): Promise<string | undefined> {
  const known = await store.listKeyChecks();
  for (const [keyId, checkValue] of keyring.checkValues) {
    if (!known.has(keyId)) await store.addKeyCheck(keyId, checkValue);
  }
  return wrongKey(await store.listEncryptionKeys(), keyring);
}

function refusal(message: string): KeyNotice {
  return {
    level: 'error',
    message: `${message} Until then this server goes on with the keys it has.`,
  };
}

function isSameRing(one: Keyring, other: Keyring): boolean {
  const [first, second] = [one, other].map(({ checkValues }) => JSON.stringify([...checkValues]));
  return first === second;
}

function list(keyIds: readonly string[]): string {
  return keyIds.map((keyId) => `"${keyId}"`).join(', ');
}
