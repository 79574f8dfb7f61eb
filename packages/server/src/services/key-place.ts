import type { KeyFile } from '../keyring/key-file.ts';
import type { KeyMaterial } from '../keyring/keyring.ts';
import { KeyRefusal } from './key-lease.ts';

/**
 * Changes the keys in a file.
 * @param byHand what somebody does who has to change it in another way
 * @returns the keys that are there now
 * @throws KeyRefusal when the file cannot be read or written; it is as it was then
 */
export function replaceFile(
  file: KeyFile,
  change: (present: readonly KeyMaterial[]) => readonly KeyMaterial[],
  byHand: string,
): readonly KeyMaterial[] {
  const present = file.read();
  if ('fault' in present) throw new KeyRefusal(`In ${file.place} ${present.fault}.`);
  const materials = change(present);
  try {
    file.replace(materials);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    throw new KeyRefusal(
      `${capitalize(file.place)} cannot be changed here, and is as it was: ${why}. ${isFull ? 'Make space and do this again.' : byHand}`,
    );
  }
  return materials;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
