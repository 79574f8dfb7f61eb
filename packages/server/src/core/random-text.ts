import { randomFillSync } from 'node:crypto';

/** The system's CSPRNG is asked for so many at once: asking costs more than what it gives. */
const pool = Buffer.alloc(4096);
let taken = pool.length;

/** Random bytes, base64url; 4096 at most. No byte of the pool is given twice, nor kept where it was. */
export function randomText(bytes: number): string {
  if (bytes > pool.length) throw new RangeError(`at most ${pool.length} random bytes at once`);
  if (taken + bytes > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  const text = pool.toString('base64url', taken, taken + bytes);
  pool.fill(0, taken, taken + bytes);
  taken += bytes;
  return text;
}
