import { randomBytes } from 'node:crypto';
import type { KeyMaterial, KeyReading } from './keyring.ts';

const entryForm = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/;

/** Reads `id:base64,id:base64`, keys of 32 bytes; a fault is a sentence that names the entry, never its key. */
export function parseKeyList(text: string): KeyReading {
  const materials: KeyMaterial[] = [];
  for (const [index, entry] of text
    .trim()
    .split(/[,\s]+/)
    .entries()) {
    const [, id, encoded] = entryForm.exec(entry) ?? [];
    if (id === undefined || encoded === undefined) {
      return { fault: `entry ${index + 1} is not "id:base64" with a key of 32 bytes` };
    }
    if (materials.some((material) => material.id === id)) {
      return { fault: `the ID "${id}" stands twice` };
    }
    materials.push({ id, bytes: Buffer.from(encoded, 'base64') });
  }
  return materials;
}

/** Keys as such a list, one a line. */
export function formatKeyList(materials: readonly KeyMaterial[]): string {
  return materials.map((material) => `${formatEntry(material)}\n`).join('');
}

/** A new random key. */
export function generateKey(id: string): KeyMaterial {
  return { id, bytes: randomBytes(32) };
}

/** A new random key as an entry of such a list. */
export function generateKeyEntry(id: string): string {
  return formatEntry(generateKey(id));
}

function formatEntry({ id, bytes }: KeyMaterial): string {
  return `${id}:${bytes.toString('base64')}`;
}
