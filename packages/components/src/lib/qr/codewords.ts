import { correctErrors } from './reed-solomon.ts';

/* The data of a QR code: one segment of bytes, at level M (ISO/IEC 18004:2015 §7.4 to §7.6). */

export interface QrCodewords {
  /** 1 to 40; four modules more on a side each. */
  readonly version: number;
  readonly codewords: readonly number[];
}

const versions = 40;

/** Blocks of each version, and error correction codewords in each of them; 28 from version 22 on (table 9). */
const blockCounts = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26,
  28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];
const correctionLengths = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26,
];

const byteMode = 0b0100;
const padCodewords = [0xec, 0x11] as const;

/** The smallest version that holds a text, and its codewords in the order they are placed in. */
export function toCodewords(text: string): QrCodewords {
  const bytes = [...new TextEncoder().encode(text)];
  for (let version = 1; version <= versions; version += 1) {
    const blocks = blocksOf(version);
    const data = toData(bytes, version);
    const capacity = blocks.total - blocks.count * blocks.correctionLength;
    if (data.length > capacity) continue;
    for (let pad = 0; data.length < capacity; pad ^= 1) data.push(padCodewords[pad] ?? 0);
    return { version, codewords: interleave(data, blocks) };
  }
  throw new RangeError('The text does not fit into a QR code.');
}

interface Blocks {
  readonly count: number;
  /** Codewords of all blocks together. */
  readonly total: number;
  readonly correctionLength: number;
}

function blocksOf(version: number): Blocks {
  return {
    count: blockCounts[version - 1] ?? 0,
    total: Math.floor(countDataModules(version) / 8),
    correctionLength: correctionLengths[version - 1] ?? 28,
  };
}

/** The modules that no finder, alignment, timing, format or version pattern takes. */
function countDataModules(version: number): number {
  const all = (16 * version + 128) * version + 64;
  if (version === 1) return all;
  const alignments = Math.floor(version / 7) + 2;
  return all - (25 * alignments - 10) * alignments + 55 - (version < 7 ? 0 : 36);
}

/** Mode, length, bytes and terminator. Mode and terminator are half a byte each, so together they are whole bytes. */
function toData(bytes: readonly number[], version: number): number[] {
  const { length } = bytes;
  const lengthHalves = version < 10 ? [length >> 4] : [length >> 12, length >> 8, length >> 4];
  const halves = [byteMode, ...lengthHalves, length];
  for (const byte of bytes) halves.push(byte >> 4, byte);
  halves.push(0);
  const data: number[] = [];
  for (let index = 0; index < halves.length; index += 2) {
    data.push((((halves[index] ?? 0) & 15) << 4) | ((halves[index + 1] ?? 0) & 15));
  }
  return data;
}

/** Cuts the data into blocks, the shorter ones first, and takes the codewords of all of them in turns. */
function interleave(data: readonly number[], blocks: Blocks): number[] {
  const { count, total, correctionLength } = blocks;
  const shortLength = Math.floor(total / count) - correctionLength;
  const shortCount = count - (total % count);
  const dataBlocks: number[][] = [];
  for (let block = 0, start = 0; block < count; block += 1) {
    const end = start + shortLength + (block < shortCount ? 0 : 1);
    dataBlocks.push(data.slice(start, end));
    start = end;
  }
  const correctionBlocks = dataBlocks.map((block) => correctErrors(block, correctionLength));
  return [...takeInTurns(dataBlocks), ...takeInTurns(correctionBlocks)];
}

function takeInTurns(blocks: readonly (readonly number[])[]): number[] {
  const longest = blocks.at(-1) ?? [];
  return longest.flatMap((_, index) => blocks.flatMap((block) => block.slice(index, index + 1)));
}
