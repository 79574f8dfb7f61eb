import { SealingHeldError, sealingKeyId } from '../core/seal.ts';
import type { ChangeStatement, Script, SqlParameters } from './script.ts';

/**
 * Whether the key `:sealingKey` may seal, for the statement that stores what it sealed. A look before it would not do:
 * the key may be dropped in between. PostgreSQL keeps who drops it waiting until the transaction ends.
 */
export const keyMaySeal = `coalesce((SELECT CASE WHEN dropped_at IS NULL THEN 1 ELSE 0 END FROM key_checks
  WHERE key_id = :sealingKey {{share}}), 1) = 1`;

/** The parameter of `keyMaySeal`. */
export function sealingKeyOf(sealed: string): { readonly sealingKey: string } {
  return { sealingKey: sealingKeyId(sealed) ?? '' };
}

/** Stores a sealed value by a statement that always changes a row where `keyMaySeal`. @throws SealingHeldError */
export function* storeSealed(
  statement: ChangeStatement,
  sealed: string,
  parameters: SqlParameters,
): Script<void> {
  const changes = yield* statement.run({ ...parameters, ...sealingKeyOf(sealed) });
  if (changes === 0) throw droppedKey(sealed);
}

export function droppedKey(sealed: string): SealingHeldError {
  const { sealingKey } = sealingKeyOf(sealed);
  return new SealingHeldError(
    `The encryption key "${sealingKey}" was dropped, so nothing that it sealed is stored. Put the key that took its place first where this server has its keys; "totp-kit keys status" shows it.`,
  );
}
