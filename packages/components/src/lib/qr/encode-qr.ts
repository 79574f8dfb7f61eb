import { toCodewords } from './codewords.ts';
import { ratePenalty } from './penalty.ts';
import type { QrMatrix } from './path.ts';

/* Where the modules of a QR code stand (ISO/IEC 18004:2015 §6.3 and §7.7 to §7.10). */

/** Which data modules each mask turns over (table 10). */
const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** Rows of modules; what is not drawn yet is undefined. */
type Drawing = (boolean | undefined)[][];

/** The QR code of a text, at a level that survives a scratched screen without growing dense (M). */
export function encodeQr(text: string): QrMatrix {
  const { version, codewords } = toCodewords(text);
  const patterns = drawPatterns(version);
  const data = placeCodewords(codewords, patterns);
  let best: QrMatrix | undefined;
  let leastPenalty = Infinity;
  for (const [mask, isTurned] of masks.entries()) {
    drawFormat(mask, patterns);
    const modules = patterns.map((line, row) =>
      line.map((isDark, column) => isDark ?? data[row]?.[column] !== isTurned(row, column)),
    );
    const matrix = {
      size: modules.length,
      isDark: (row: number, column: number) => modules[row]?.[column] === true,
    };
    const penalty = ratePenalty(matrix);
    if (penalty < leastPenalty) [best, leastPenalty] = [matrix, penalty];
  }
  if (!best) throw new Error('There is always a best mask.');
  return best;
}

/** Everything but the data. The format keeps its place until the mask is known. */
function drawPatterns(version: number): Drawing {
  const size = 4 * version + 17;
  const drawing: Drawing = Array.from({ length: size }, () =>
    new Array<boolean | undefined>(size).fill(undefined),
  );
  drawSquare(drawing, [3, 3], finder);
  drawSquare(drawing, [3, size - 4], finder);
  drawSquare(drawing, [size - 4, 3], finder);
  const centres = alignmentCentres(version);
  for (const row of centres) {
    for (const column of centres) {
      if (drawing[row]?.[column] === undefined) drawSquare(drawing, [row, column], alignment);
    }
  }
  for (let place = 8; place < size - 8; place += 1) {
    draw(drawing, [6, place], place % 2 === 0);
    draw(drawing, [place, 6], place % 2 === 0);
  }
  if (version >= 7) drawVersion(version, drawing);
  drawFormat(0, drawing);
  return drawing;
}

/** How far a square reaches from its centre, and which of its rings are light. */
interface Square {
  readonly reach: number;
  readonly light: readonly number[];
}

const finder: Square = { reach: 4, light: [2, 4] };
const alignment: Square = { reach: 2, light: [1] };

type Place = readonly [row: number, column: number];

function drawSquare(drawing: Drawing, [row, column]: Place, { reach, light }: Square): void {
  for (let down = -reach; down <= reach; down += 1) {
    for (let right = -reach; right <= reach; right += 1) {
      const ring = Math.max(Math.abs(down), Math.abs(right));
      draw(drawing, [row + down, column + right], !light.includes(ring));
    }
  }
}

function draw(drawing: Drawing, [row, column]: Place, isDark: boolean): void {
  const line = drawing[row];
  if (line && column in line) line[column] = isDark;
}

/** Rows and columns of the centres of alignment patterns (annex E). */
function alignmentCentres(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const last = 4 * version + 10;
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? 6 : last - (count - 1 - index) * step,
  );
}

/** Level M and the mask, twice (§7.9). */
function drawFormat(mask: number, drawing: Drawing): void {
  const bits = appendRemainder(mask, { generator: 0x537, length: 10 }) ^ 0x5412;
  const size = drawing.length;
  for (let bit = 0; bit < 15; bit += 1) {
    const isDark = isSet(bits, bit);
    // Around the timing patterns, which lie at 6.
    const near = bit < 6 ? bit : bit < 8 ? bit + 1 : 14 - bit;
    if (bit < 8) draw(drawing, [near, 8], isDark);
    else draw(drawing, [8, bit === 8 ? 7 : near], isDark);
    if (bit < 8) draw(drawing, [8, size - 1 - bit], isDark);
    else draw(drawing, [size - 15 + bit, 8], isDark);
  }
  draw(drawing, [size - 8, 8], true);
}

/** The version, twice (§7.10). */
function drawVersion(version: number, drawing: Drawing): void {
  const bits = appendRemainder(version, { generator: 0x1f25, length: 12 });
  for (let bit = 0; bit < 18; bit += 1) {
    const [far, near] = [drawing.length - 11 + (bit % 3), Math.floor(bit / 3)];
    draw(drawing, [far, near], isSet(bits, bit));
    draw(drawing, [near, far], isSet(bits, bit));
  }
}

/** Bits with the remainder of their division by a generator (annexes C and D). */
function appendRemainder(
  bits: number,
  { generator, length }: { generator: number; length: number },
): number {
  let remainder = bits;
  for (let step = 0; step < length; step += 1) {
    remainder = (remainder << 1) ^ ((remainder >> (length - 1)) * generator);
  }
  return (bits << length) | remainder;
}

function isSet(bits: number, bit: number): boolean {
  return ((bits >> bit) & 1) === 1;
}

/** Fills what the patterns leave with bits, in columns of two, up and down from the right (§7.7.3). */
function placeCodewords(codewords: readonly number[], patterns: Drawing): Drawing {
  const size = patterns.length;
  const data: Drawing = patterns.map(() => []);
  let index = 0;
  for (let pair = 0; pair < (size - 1) / 2; pair += 1) {
    const isLeftOfTiming = 2 * pair >= size - 7;
    const right = size - 1 - 2 * pair - (isLeftOfTiming ? 1 : 0);
    for (let step = 0; step < size; step += 1) {
      const row = pair % 2 === 0 ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        const line = data[row];
        if (!line || patterns[row]?.[column] !== undefined) continue;
        line[column] = isSet(codewords[index >> 3] ?? 0, 7 - (index & 7));
        index += 1;
      }
    }
  }
  return data;
}
