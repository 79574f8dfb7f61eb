import { createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import { open, seal, sealingKeyId, type SealContext, type SealingKey } from '../core/seal.ts';

export interface KeyMaterial {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/** The encryption keys of a server: the first seals, all open. */
export class Keyring {
  readonly #keys: ReadonlyMap<string, SealingKey>;
  readonly #checkValues: ReadonlyMap<string, string>;
  readonly #first: SealingKey;

  /** @throws when there is no key, an ID twice, or a key of another length than 32 bytes */
  constructor(materials: readonly KeyMaterial[]) {
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
    this.#keys = keys;
    this.#checkValues = checkValues;
    this.#first = first;
  }

  seal(plaintext: Buffer, context: SealContext): string {
    return seal(plaintext, context, this.#first);
  }

  /** What was sealed for this context, or undefined: a missing key, another context and damage look alike. */
  open(sealed: string, context: SealContext): Buffer | undefined {
    const sealingKey = this.#keys.get(sealingKeyId(sealed) ?? '');
    return sealingKey && open(sealed, context, sealingKey);
  }

  /** Per key ID a value that tells keys apart and gives nothing away; kept beside the data. */
  get checkValues(): ReadonlyMap<string, string> {
    return this.#checkValues;
  }

  /** The IDs among `stored` check values whose key in this ring is a different one. */
  mismatches(stored: ReadonlyMap<string, string>): string[] {
    return [...stored].flatMap(([id, value]) => {
      const own = this.#checkValues.get(id);
      return own === undefined || equal(own, value) ? [] : [id];
    });
  }
}

function checkValue(bytes: Buffer): string {
  return Buffer.from(hkdfSync('sha256', bytes, '', 'totp-kit key check', 16)).toString('base64url');
}

function equal(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
