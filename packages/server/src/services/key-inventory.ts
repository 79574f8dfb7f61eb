import { totalOf, type SealedCounts } from '../core/sealed-kinds.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { EncryptionKeyRecord } from '../store/encryption-keys.ts';
import type { SigningKeyRecord } from '../store/signing-keys.ts';
import type { Store } from '../store/store.ts';
import { listHolders, nameHolders, type ShownHolder } from './key-holders.ts';
import type { KeyContext } from './server-keys.ts';
import { isPublished, signingKeyAt } from './signing-keys.ts';
import { findRingFault } from './wrong-keys.ts';

/** How an encryption key stands: in the ring first or behind, replaced by a rotation, dropped, lacking, another one. */
export type KeyState = 'seals' | 'opens' | 'replaced' | 'dropped' | 'missing' | 'wrong';

export interface KeyStanding {
  readonly keyId: string;
  readonly state: KeyState;
  readonly isInRing: boolean;
  /** What it sealed, as it is stored now. */
  readonly sealed: SealedCounts;
}

export interface SigningKeyStanding {
  readonly kid: string;
  readonly state: 'signs' | 'will sign' | 'signed' | 'ended';
  /** Milliseconds since 1970. */
  readonly signsFrom: number;
  readonly publishedUntil: number | null;
}

export interface KeyInventory {
  readonly place: string;
  readonly keys: readonly KeyStanding[];
  readonly servers: readonly ShownHolder[];
  readonly signingKeys: readonly SigningKeyStanding[];
  /** What to do next, the most urgent first; none where everything is as it should be. */
  readonly advice: readonly string[];
}

/** Everything about the keys of a server but the keys. It changes nothing. */
export async function takeKeyInventory(context: KeyContext): Promise<KeyInventory> {
  const { store, keyring, clock } = context;
  const known = await store.listEncryptionKeys();
  const keys = await describeEach(known, { store, keyring });
  const servers = await listHolders(store, clock);
  const signingKeys = describeSigningKeys(await store.listSigningKeys(), clock());
  const fault = await findRingFault(store, keyring);
  const advice = [
    ...(fault === undefined ? [] : [fault]),
    ...adviseOnServers(keys, servers),
    ...adviseOnKeys(keys, { servers, hasFault: fault !== undefined }),
  ];
  return { place: keyring.place, keys, servers, signingKeys, advice };
}

/** A key of the ring that was never used, to rotate to: the last one there is. */
export function findFreshKey(keys: readonly KeyStanding[]): string | undefined {
  return keys.findLast(({ state, sealed }) => state === 'opens' && totalOf(sealed) === 0)?.keyId;
}

async function describeEach(
  known: readonly EncryptionKeyRecord[],
  { store, keyring }: { readonly store: Store; readonly keyring: Keyring },
): Promise<readonly KeyStanding[]> {
  const others = known.map(({ keyId }) => keyId).filter((id) => !keyring.checkValues.has(id));
  const standings: KeyStanding[] = [];
  for (const keyId of [...keyring.opensWith, ...others]) {
    const record = known.find((one) => one.keyId === keyId);
    standings.push({
      keyId,
      state: stateOf(keyId, { record, keyring }),
      isInRing: keyring.checkValues.has(keyId),
      sealed: await store.countSealedByKind(keyId),
    });
  }
  return standings;
}

function stateOf(
  keyId: string,
  {
    record,
    keyring,
  }: { readonly record: EncryptionKeyRecord | undefined; readonly keyring: Keyring },
): KeyState {
  const stored = new Map(record === undefined ? [] : [[keyId, record.checkValue]]);
  if (keyring.mismatches(stored).length > 0) return 'wrong';
  if (record !== undefined && record.droppedAt !== null) return 'dropped';
  if (!keyring.checkValues.has(keyId)) return 'missing';
  if (keyId === keyring.sealsWith) return 'seals';
  return record === undefined || record.retiredAt === null ? 'opens' : 'replaced';
}

function describeSigningKeys(
  records: readonly SigningKeyRecord[],
  now: number,
): readonly SigningKeyStanding[] {
  const signing = signingKeyAt(records, now);
  return records.map((record) => {
    const { kid, signsFrom, publishedUntil } = record;
    const state = ((): SigningKeyStanding['state'] => {
      if (!isPublished(record, now)) return 'ended';
      if (record === signing) return 'signs';
      return signsFrom > now ? 'will sign' : 'signed';
    })();
    return { kid, state, signsFrom, publishedUntil };
  });
}

function adviseOnServers(
  keys: readonly KeyStanding[],
  servers: readonly ShownHolder[],
): readonly string[] {
  const live = servers.filter(({ isLive }) => isLive);
  const inUse = keys.filter(({ state }) => state === 'seals' || state === 'opens');
  return inUse.flatMap(({ keyId }) => {
    const lacking = live.filter(({ opensWith }) => !opensWith.includes(keyId));
    if (lacking.length === 0) return [];
    return [
      `"${keyId}" is not known to ${nameHolders(lacking)}. A server reads a key file again within seconds; one with TOTP_KIT_KEYS has to be given the key and restarted.`,
    ];
  });
}

function adviseOnKeys(
  keys: readonly KeyStanding[],
  { servers, hasFault }: { readonly servers: readonly ShownHolder[]; readonly hasFault: boolean },
): readonly string[] {
  const first = keys.find(({ state }) => state === 'seals')?.keyId;
  if (first === undefined || hasFault) return [];
  const live = servers.filter(({ isLive }) => isLive);
  const fresh = findFreshKey(keys);
  const left = keys
    .filter(({ keyId }) => keyId !== first)
    .reduce((total, { sealed }) => total + totalOf(sealed), 0);
  const lagging = live.filter(({ sealsWith }) => sealsWith !== first);
  const spare = keys.filter(
    ({ keyId, state, sealed }) =>
      state === 'replaced' &&
      totalOf(sealed) === 0 &&
      live.every(({ sealsWith }) => sealsWith !== keyId),
  );
  return [
    ...(fresh === undefined
      ? []
      : [`"${fresh}" seals nothing yet. "totp-kit keys rotate" seals everything with it.`]),
    ...(left === 0 || fresh !== undefined
      ? []
      : [
          `${left} stored ${left === 1 ? 'secret is' : 'secrets are'} sealed with another key than "${first}". "totp-kit keys rotate" seals ${left === 1 ? 'it' : 'them'} anew.`,
        ]),
    ...(lagging.length === 0
      ? []
      : [
          `Another key than "${first}" seals on ${nameHolders(lagging)}. Put "${first}" first there.`,
        ]),
    ...spare.map(
      ({ keyId }) =>
        `Nothing needs "${keyId}" any more but backups of before. "totp-kit keys drop ${keyId}" ends it.`,
    ),
  ];
}
