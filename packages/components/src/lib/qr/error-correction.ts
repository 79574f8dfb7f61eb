/** How much of a code may be covered or scratched: about 7, 15, 25 or 30 percent (ISO/IEC 18004 §4.1). */
export type QrErrorCorrection = 'L' | 'M' | 'Q' | 'H';

/** The levels in the order of their two bits (ISO/IEC 18004, table 12). */
const levels: readonly string[] = ['M', 'L', 'H', 'Q'] satisfies QrErrorCorrection[];

/** The bits of a level; negative for what is none. */
export function levelBitsOf(level: string): number {
  return levels.indexOf(level);
}
