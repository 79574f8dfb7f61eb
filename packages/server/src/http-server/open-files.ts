import { readFileSync } from 'node:fs';

/** Files that a server has open beside its connections: its database, its logs, Node's own. */
const filesBeside = 64;

/** How many files this process may have open; undefined where the system does not say. */
export function readOpenFileLimit(): number | undefined {
  try {
    const [, limit] =
      /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return limit === undefined ? undefined : Number(limit);
  } catch {
    return undefined;
  }
}

/**
 * As many connections as there are files for. Beyond them the system would refuse connections and files alike, the
 * database's among them.
 */
export function connectionsFor(openFileLimit: number): number {
  return Math.max(openFileLimit - filesBeside, Math.floor(openFileLimit / 2));
}
