import type { Keyring } from '../keyring/keyring.ts';
import type { EncryptionKeyRecord } from '../store/encryption-keys.ts';
import type { Store } from '../store/store.ts';

/** An encryption key is missing or is not the one that sealed the data. */
export class WrongEncryptionKeyError extends Error {
  override readonly name = 'WrongEncryptionKeyError';
}

/** What is wrong with a ring for the data of a store, as a sentence; undefined when it can be used. */
export async function findRingFault(store: Store, keyring: Keyring): Promise<string | undefined> {
  const known = await store.listEncryptionKeys();
  return (
    wrongKey(known, keyring) ??
    droppedFirst(known, keyring) ??
    (await missingKey(known, { store, keyring }))
  );
}

/** The sentence about a key that has the ID of another one. */
export function wrongKey(
  known: readonly EncryptionKeyRecord[],
  keyring: Keyring,
): string | undefined {
  const stored = new Map(known.map(({ keyId, checkValue }) => [keyId, checkValue]));
  const [wrong] = keyring.mismatches(stored);
  if (wrong === undefined) return undefined;
  return `The encryption key "${wrong}" in ${keyring.place} is not the one this database was sealed with. Put the right one back there; with another one nobody could sign in.`;
}

/** The sentence about a key that was dropped and stands where the sealing one does. */
export function droppedFirst(
  known: readonly EncryptionKeyRecord[],
  keyring: Keyring,
): string | undefined {
  const { sealsWith, place } = keyring;
  const first = known.find(({ keyId }) => keyId === sealsWith);
  if (first === undefined || first.droppedAt === null) return undefined;
  return `The encryption key "${sealsWith}" was dropped, and ${place} begins with it. Remove it there, so that the key that took its place comes first.`;
}

async function missingKey(
  known: readonly EncryptionKeyRecord[],
  { store, keyring }: { readonly store: Store; readonly keyring: Keyring },
): Promise<string | undefined> {
  for (const { keyId } of known) {
    if (keyring.checkValues.has(keyId)) continue;
    const count = await store.countSealedWith(keyId);
    if (count > 0) return missing(keyId, { count, place: keyring.place });
  }
  return undefined;
}

function missing(
  keyId: string,
  { count, place }: { readonly count: number; readonly place: string },
): string {
  const what = count === 1 ? '1 stored secret is' : `${count} stored secrets are`;
  return `The encryption key "${keyId}" is missing in ${place}, and ${what} sealed with it. Add it there behind the first key; your copy of the keys has it.`;
}
