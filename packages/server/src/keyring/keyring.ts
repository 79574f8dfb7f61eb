import { createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import {
  open,
  seal,
  SealingHeldError,
  sealingKeyId,
  type SealContext,
  type SealingKey,
} from '../core/seal.ts';

export interface KeyMaterial {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/** The keys as they stand where they are kept; a fault is a sentence without the first word. */
export type KeyReading = readonly KeyMaterial[] | { readonly fault: string };

/** Where a running server reads its keys anew, such as a file. */
export interface KeySource {
  /** What it is called in a sentence, such as `the key file /etc/totp-kit/keys`. */
  readonly place: string;
  /** The keys as they stand there now: the same object for as long as nothing has changed. */
  read(): KeyReading;
}

interface Ring {
  readonly keys: ReadonlyMap<string, SealingKey>;
  readonly checkValues: ReadonlyMap<string, string>;
  readonly first: SealingKey;
}

/** The encryption keys of a server: the first seals, all open. */
export class Keyring {
  /** Where they are read anew; undefined where they stay until the process ends. */
  readonly source: KeySource | undefined;
  #ring: Ring;
  #whyHeld: string | undefined;

  /** @throws when there is no key, an ID twice, or a key of another length than 32 bytes */
  constructor(materials: readonly KeyMaterial[], source?: KeySource) {
    this.#ring = makeRing(materials);
    this.source = source;
  }

  /** Where the keys are kept, in words. */
  get place(): string {
    return this.source?.place ?? 'TOTP_KIT_KEYS';
  }

  /** The ID of the key that seals. */
  get sealsWith(): string {
    return this.#ring.first.id;
  }

  /** The IDs of all keys, the one that seals first. */
  get opensWith(): readonly string[] {
    return [...this.#ring.keys.keys()];
  }

  /** @throws SealingHeldError */
  seal(plaintext: Buffer, context: SealContext): string {
    if (this.#whyHeld !== undefined) throw new SealingHeldError(this.#whyHeld);
    return seal(plaintext, context, this.#ring.first);
  }

  /** What was sealed for this context, or undefined: a missing key, another context and damage look alike. */
  open(sealed: string, context: SealContext): Buffer | undefined {
    const keyId = sealingKeyId(sealed) ?? '';
    const sealingKey = this.#ring.keys.get(keyId) ?? this.#lookAgain(keyId);
    return sealingKey && open(sealed, context, sealingKey);
  }

  /** Per key ID a value that tells keys apart and gives nothing away; kept beside the data. */
  get checkValues(): ReadonlyMap<string, string> {
    return this.#ring.checkValues;
  }

  /** The IDs among `stored` check values whose key in this ring is a different one. */
  mismatches(stored: ReadonlyMap<string, string>): string[] {
    return [...stored].flatMap(([id, value]) => {
      const own = this.checkValues.get(id);
      return own === undefined || equal(own, value) ? [] : [id];
    });
  }

  /** Seals nothing, or again. @param why a sentence for the log; undefined where it may seal */
  holdSealing(why: string | undefined): void {
    this.#whyHeld = why;
  }

  /** Goes on with the keys of another ring, which were checked. */
  replaceBy(other: Keyring): void {
    this.#ring = other.#ring;
    this.#whyHeld = undefined;
  }

  /**
   * A key that was added since the keys were read last. It opens before it was checked against the database: a wrong
   * one opens nothing (GCM), and it seals only when it was.
   */
  #lookAgain(keyId: string): SealingKey | undefined {
    const reading = this.source?.read() ?? [];
    if ('fault' in reading) return undefined;
    const added = reading.find(({ id }) => id === keyId);
    return added && { id: keyId, key: createSecretKey(added.bytes) };
  }
}

function makeRing(materials: readonly KeyMaterial[]): Ring {
  const keys = new Map<string, SealingKey>();
  const checkValues = new Map<string, string>();
  for (const { id, bytes } of materials) {
    if (bytes.length !== 32) throw new Error(`encryption key ${id} must have 32 bytes`);
    if (keys.has(id)) throw new Error(`encryption key ${id} stands twice in the ring`);
    keys.set(id, { id, key: createSecretKey(bytes) });
    checkValues.set(id, checkValue(bytes));
  }
  const [first] = keys.values();
  if (first === undefined) throw new Error('a key ring needs at least one key');
  return { keys, checkValues, first };
}

function checkValue(bytes: Buffer): string {
  return Buffer.from(hkdfSync('sha256', bytes, '', 'totp-kit key check', 16)).toString('base64url');
}

function equal(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
