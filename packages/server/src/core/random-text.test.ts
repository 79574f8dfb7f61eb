import { expect, it } from 'vitest';
import { randomText } from './random-text.ts';

it('gives no text twice, of any length, however many are asked for', () => {
  const lengths = [12, 16, 32];
  const texts = Array.from({ length: 3000 }, (_, index) => randomText(lengths[index % 3] ?? 16));
  expect(new Set(texts).size).toBe(texts.length);
  for (const [index, text] of texts.entries()) {
    expect(Buffer.from(text, 'base64url')).toHaveLength(lengths[index % 3] ?? 16);
    expect(text).not.toMatch(/A{8}/);
  }
});

it('takes every bit into use', () => {
  const ones = Array<number>(256).fill(0);
  const zeros = Array<number>(256).fill(0);
  for (let count = 0; count < 1000; count += 1) {
    const bytes = Buffer.from(randomText(32), 'base64url');
    for (let bit = 0; bit < 256; bit += 1) {
      const counted = ((bytes.at(bit >> 3) ?? 0) >> (bit & 7)) & 1 ? ones : zeros;
      counted[bit] = (counted[bit] ?? 0) + 1;
    }
  }
  // Further from 500 than that is no bit of 256 in 10^20 runs.
  expect(Math.min(...ones, ...zeros)).toBeGreaterThan(300);
});
