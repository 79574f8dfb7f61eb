/**
 * Takes the place of `qrcode/lib/core/segments.js`: the text as one segment of bytes. Mixing modes would save a
 * handful of modules at best, and costs every visitor the search for the shortest mix.
 */
import ByteData from 'qrcode/lib/core/byte-data.js';

export const rawSplit = (text) => [new ByteData(text)];
export const fromString = rawSplit;
