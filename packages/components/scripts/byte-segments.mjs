/**
 * Takes the place of `qrcode/lib/core/segments.js`: the text as one segment of bytes. Mixing modes would save a
 * handful of modules at best, and costs every visitor the search for the shortest mix.
 */
import { BYTE } from 'qrcode/lib/core/mode.js';

/* global TextEncoder */
export function fromString(text) {
  const bytes = new TextEncoder().encode(text);
  const getLength = () => bytes.length;
  return [
    { mode: BYTE, getLength, write: (buffer) => bytes.forEach((byte) => buffer.put(byte, 8)) },
  ];
}

export const rawSplit = fromString;
