import { sealedKinds, totalOf, type SealedCounts, type SealedKind } from '../core/sealed-kinds.ts';
import { command, query, type Script } from './script.ts';
import { keyMaySeal, sealingKeyOf } from './sealing.ts';

/** A sealed value and the parts of its context. */
export interface SealedValue {
  readonly rowId: string;
  /** The user of an authenticator. */
  readonly userId?: string | undefined;
  readonly sealed: string;
}

/** A sealed value of one row that takes the place of the one there was. */
export interface ResealedValue {
  readonly rowId: string;
  readonly sealed: string;
  readonly resealed: string;
}

export interface SealedBatch {
  readonly kind: SealedKind;
  /** Values that this key sealed are left out. */
  readonly keyId: string;
  /** The row to go on behind; the empty text begins. */
  readonly after: string;
  readonly limit: number;
}

export interface SealedValueStore {
  /** How many stored values an encryption key sealed, of each kind. */
  countSealedByKind(keyId: string): Promise<SealedCounts>;
  /** How many other keys sealed. */
  countSealedByOthers(keyId: string): Promise<SealedCounts>;
  /** Sealed values of one kind that another key sealed, by row. */
  listSealed(batch: SealedBatch): Promise<readonly SealedValue[]>;
  /** Puts values in place of others where those still stand, and says how many; none that a dropped key sealed. */
  reseal(kind: SealedKind, values: readonly ResealedValue[]): Promise<number>;
}

interface Place {
  readonly table: string;
  readonly row: string;
  readonly value: string;
  readonly user?: string;
}

const places: Readonly<Record<SealedKind, Place>> = {
  serverSecrets: { table: 'server_secrets', row: 'name', value: 'sealed_value' },
  signingKeys: { table: 'signing_keys', row: 'kid', value: 'sealed_private_key' },
  enrollments: { table: 'enrollments', row: 'enrollment_hash', value: 'sealed_key' },
  authenticators: {
    table: 'authenticators',
    row: 'authenticator_id',
    value: 'sealed_key',
    user: 'user_id',
  },
};

/** An enrollment that was confirmed keeps no key: its value is empty. */
function statementsOf({ table, row, value, user }: Place) {
  const prefix = `substr(${value}, 1, :length)`;
  return {
    count: query<{ count: number }>(
      `SELECT count(*) AS count FROM ${table} WHERE ${prefix} = :prefix`,
    ),
    countOthers: query<{ count: number }>(
      `SELECT count(*) AS count FROM ${table} WHERE ${value} <> '' AND ${prefix} <> :prefix`,
    ),
    list: query<SealedValue>(`
      SELECT ${row} AS "rowId", ${value} AS sealed${user === undefined ? '' : `, ${user} AS "userId"`}
      FROM ${table} WHERE ${row} > :after AND ${value} <> '' AND ${prefix} <> :prefix
      ORDER BY ${row} LIMIT :limit`),
    update: command(
      `UPDATE ${table} SET ${value} = :resealed WHERE ${row} = :rowId AND ${value} = :sealed AND ${keyMaySeal}`,
    ),
  };
}

const statements = {
  serverSecrets: statementsOf(places.serverSecrets),
  signingKeys: statementsOf(places.signingKeys),
  enrollments: statementsOf(places.enrollments),
  authenticators: statementsOf(places.authenticators),
} as const satisfies Record<SealedKind, unknown>;

/** How every value begins that a key sealed; core/seal.ts has the form. */
function prefixOf(keyId: string): { readonly prefix: string; readonly length: number } {
  const prefix = `v1.${keyId}.`;
  return { prefix, length: prefix.length };
}

export function countSealedByKind(keyId: string): Script<SealedCounts> {
  return countEach(({ count }) => count.first(prefixOf(keyId)));
}

export function countSealedByOthers(keyId: string): Script<SealedCounts> {
  return countEach(({ countOthers }) => countOthers.first(prefixOf(keyId)));
}

function* countEach(
  count: (of: ReturnType<typeof statementsOf>) => Script<{ count: number } | undefined>,
): Script<SealedCounts> {
  const counts = { serverSecrets: 0, signingKeys: 0, enrollments: 0, authenticators: 0 };
  for (const kind of sealedKinds) counts[kind] = (yield* count(statements[kind]))?.count ?? 0;
  return counts;
}

/** How many stored secrets an encryption key sealed. */
export function* countSealedWith(keyId: string): Script<number> {
  return totalOf(yield* countSealedByKind(keyId));
}

export function listSealed(batch: SealedBatch): Script<readonly SealedValue[]> {
  const { kind, keyId, after, limit } = batch;
  return statements[kind].list.all({ ...prefixOf(keyId), after, limit });
}

export function* reseal(kind: SealedKind, values: readonly ResealedValue[]): Script<number> {
  let changed = 0;
  for (const value of values) {
    changed += yield* statements[kind].update.run({ ...value, ...sealingKeyOf(value.resealed) });
  }
  return changed;
}
