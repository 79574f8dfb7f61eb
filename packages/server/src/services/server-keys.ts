import { randomBytes, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { JwtSigner } from '../core/jwt.ts';
import { sealingKeyId } from '../core/seal.ts';
import { sealContexts } from '../core/sealed-kinds.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Store } from '../store/store.ts';
import { noteKeys, RingReload, type KeyNotice } from './ring-reload.ts';
import {
  isPublished,
  makeSigningKey,
  openSigningKey,
  presentSigningKey,
  signingKeyAt,
  type SigningKey,
} from './signing-keys.ts';
import { findRingFault, WrongEncryptionKeyError } from './wrong-keys.ts';

export { WrongEncryptionKeyError } from './wrong-keys.ts';

export interface KeyContext {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

type Signer = JwtSigner & Pick<SigningKey, 'signsFrom' | 'publishedUntil'>;

interface Secrets {
  readonly successorKey: Buffer;
  readonly recoveryCodeKey: Buffer;
}

/** The keys a server signs and derives with, kept sealed in the database. */
export class ServerKeys {
  /** Refresh tokens' successors are derived under it. */
  readonly successorKey: Buffer;
  /** Recovery codes are hashed under it. */
  readonly recoveryCodeKey: Buffer;
  readonly #context: KeyContext;
  readonly #ring: RingReload;
  /** The one that signs last first. */
  #signingKeys: readonly SigningKey[];
  /** Those among them that could be opened. */
  #signers: readonly Signer[];

  constructor(context: KeyContext, secrets: Secrets, signingKeys: readonly SigningKey[]) {
    this.#context = context;
    this.#ring = new RingReload(context);
    this.#signingKeys = signingKeys;
    this.#signers = signersOf(signingKeys);
    this.successorKey = secrets.successorKey;
    this.recoveryCodeKey = secrets.recoveryCodeKey;
  }

  /** What signs now. */
  get signer(): JwtSigner {
    const signing = signingKeyAt(this.#signers, this.#context.clock());
    if (signing === undefined) throw new Error('there is no signing key');
    return signing;
  }

  /** The public key of an ID, if it is published. */
  readonly publicKey = (kid: string): KeyObject | undefined => {
    const now = this.#context.clock();
    const key = this.#signingKeys.find((one) => one.kid === kid);
    return key !== undefined && isPublished(key, now) ? key.publicKey : undefined;
  };

  /** The JWK Set (RFC 7517 §5) that the outside checks tokens with: keys that sign, will sign, or did a while ago. */
  get jwks(): { readonly keys: readonly JsonWebKey[] } {
    const now = this.#context.clock();
    const published = this.#signingKeys.filter((key) => isPublished(key, now));
    return { keys: published.map(presentSigningKey) };
  }

  /** Why this server should get no requests, as a sentence; undefined while its keys are enough. */
  get fault(): string | undefined {
    return this.#ring.fault ?? this.#signingFault;
  }

  /** Whether the ring changed where it is kept since `refresh` looked at it. It costs no query. */
  get hasNews(): boolean {
    return this.#ring.hasNews;
  }

  /**
   * Takes over what others have changed about keys: the ring where it is kept, signing keys in the database.
   * @returns what to log; each thing is said once
   * @throws StorageUnavailableError
   */
  async refresh(): Promise<readonly KeyNotice[]> {
    const notices = await this.#ring.refresh();
    const { store, keyring, clock } = this.#context;
    const records = await store.listSigningKeys();
    const before = this.#signingKeys;
    this.#signingKeys = records.map(
      (record) =>
        // The private key stays the same when it is sealed anew.
        reuse(before, record) ?? openSigningKey(record, keyring),
    );
    this.#signers = signersOf(this.#signingKeys);
    const unreadable = this.#signingKeys.filter(
      (key) => key.privateKey === undefined && !before.some(({ kid }) => kid === key.kid),
    );
    const instead =
      signingKeyAt(this.#signers, clock()) === undefined
        ? 'No other one signs instead.'
        : 'Another one signs instead.';
    return [
      ...notices,
      ...unreadable.map((key): KeyNotice => {
        return { level: 'error', message: `${cannotBeOpened(key, keyring)} ${instead}` };
      }),
    ];
  }

  /** What ended the last one that could be opened may lie in the past: an overlap may be over since. */
  get #signingFault(): string | undefined {
    const { keyring, clock } = this.#context;
    const now = clock();
    if (signingKeyAt(this.#signers, now) !== undefined) return undefined;
    const key = signingKeyAt(this.#signingKeys, now);
    const why = key === undefined ? makeNewOne : cannotBeOpened(key, keyring);
    return `This server has no key that signs tokens, so nobody can sign in by it. ${why}`;
  }
}

/**
 * Checks the key ring against the database and loads, or on the first start makes, the server's own keys. Nothing of a
 * new ring is noted before it has opened what is there.
 * @throws WrongEncryptionKeyError when a key that sealed something is missing, is another one, or was dropped
 */
export async function loadServerKeys(context: KeyContext): Promise<ServerKeys> {
  const { store, keyring, clock } = context;
  refuse(await findRingFault(store, keyring));
  const records = await store.keepSigningKeys(
    // The first one signs whatever the clock says.
    makeSigningKey(keyring, { createdAt: clock(), signsFrom: 0 }),
  );
  const signingKeys = records.map((record) => openSigningKey(record, keyring));
  if (signingKeyAt(signingKeys, clock())?.privateKey === undefined) {
    refuse(unreadable(signingKeyAt(records, clock())?.sealedPrivateKey, keyring));
  }
  const successorKey = await loadSecret('refresh-successor', store, keyring);
  const recoveryCodeKey = await loadSecret('recovery-codes', store, keyring);
  refuse(await noteKeys(store, keyring));
  return new ServerKeys(context, { successorKey, recoveryCodeKey }, signingKeys);
}

function signersOf(keys: readonly SigningKey[]): readonly Signer[] {
  return keys.flatMap(({ kid, signsFrom, publishedUntil, privateKey }) =>
    privateKey === undefined ? [] : [{ kid, signsFrom, publishedUntil, privateKey }],
  );
}

function reuse(
  before: readonly SigningKey[],
  record: {
    readonly kid: string;
    readonly signsFrom: number;
    readonly publishedUntil: number | null;
  },
): SigningKey | undefined {
  const { kid, signsFrom, publishedUntil } = record;
  const known = before.find((one) => one.kid === kid);
  if (known?.privateKey === undefined) return undefined;
  return { ...known, signsFrom, publishedUntil };
}

const makeNewOne = '"totp-kit keys rotate --signing --at-once" makes a new one.';

function cannotBeOpened({ kid, sealedBy = '' }: SigningKey, keyring: Keyring): string {
  const { opensWith, place, source } = keyring;
  return opensWith.includes(sealedBy)
    ? `The signing key ${kid} cannot be opened, although its encryption key is there: it was changed, or moved from another place. ${makeNewOne}`
    : `The signing key ${kid} cannot be opened: the encryption key "${sealedBy}" is missing in ${place} of this server. Add it there${source === undefined ? ' and restart' : ''}.`;
}

async function loadSecret(name: string, store: Store, keyring: Keyring): Promise<Buffer> {
  const context = sealContexts.serverSecret(name);
  const sealed = await store.keepServerSecret(name, keyring.seal(randomBytes(32), context));
  const secret = keyring.open(sealed, context);
  if (secret === undefined) throw new WrongEncryptionKeyError(unreadable(sealed, keyring));
  return secret;
}

function refuse(fault: string | undefined): void {
  if (fault !== undefined) throw new WrongEncryptionKeyError(fault);
}

function unreadable(sealed: string | undefined, keyring: Keyring): string {
  const keyId = sealingKeyId(sealed ?? '');
  return keyId !== undefined && keyring.opensWith.includes(keyId)
    ? 'The server’s own keys in this database cannot be opened, although their encryption key is there: they were changed, or moved from another place. Restore a backup.'
    : `The server’s own keys in this database cannot be opened: the encryption key that sealed them${keyId === undefined ? '' : ` ("${keyId}")`} is missing in ${keyring.place}. Add it there.`;
}
