import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './processes.mjs';

const inputs =
  /^(package(-lock)?\.json|tsconfig.*\.json|vite(\.[a-z]+)?\.config\.ts|packages|demo|scripts)$/;
const ignored = new Set(['node_modules', 'dist', 'generated', 'data']);

/** One hash over everything that a build is made from. */
export function hashInputs() {
  const hash = createHash('sha256');
  for (const name of readdirSync(root).sort()) if (inputs.test(name)) add(hash, name);
  return hash.digest('hex');
}

function add(hash, place) {
  const absolute = path.join(root, place);
  const entries = readEntries(absolute);
  if (entries === undefined) {
    hash.update(`${place}\0`).update(readFileSync(absolute)).update('\0');
    return;
  }
  for (const name of entries) {
    const isOutput = ignored.has(name) || name.endsWith('.tsbuildinfo');
    if (!isOutput) add(hash, path.join(place, name));
  }
}

/** The names in a folder, or undefined when it is a file. */
function readEntries(place) {
  try {
    return readdirSync(place).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
