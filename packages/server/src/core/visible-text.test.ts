import { expect, it } from 'vitest';
import { visibleJson, visibleText } from './visible-text.ts';

it.each([
  ['the start of a terminal’s command', '\u001b[2Jada', '\\u{1b}[2Jada'],
  ['the one-byte start of it', '\u009b2Jada', '\\u{9b}2Jada'],
  ['a new line', 'ada\nroot: deleted', 'ada\\u{a}root: deleted'],
  ['a carriage return, a bell, a delete', 'a\rb\u0007c\u007f', 'a\\u{d}b\\u{7}c\\u{7f}'],
  ['a turn of the direction', 'ada\u202efdp.exe', 'ada\\u{202e}fdp.exe'],
  ['an isolate', '\u2066ada\u2069', '\\u{2066}ada\\u{2069}'],
  ['a character without width', 'a\u200bda', 'a\\u{200b}da'],
  ['separators of lines and paragraphs', 'a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c'],
  ['half a character', 'a\ud800b', 'a\\u{d800}b'],
  ['a tag', 'a\u{e0061}', 'a\\u{e0061}'],
])('shows %s instead of sending it', (_, text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

it.each(['ada@example.com', 'Ünïcödé', '日本語', 'עברית', 'e\u0301', '🧑'])(
  'leaves %s as it is',
  (text) => {
    expect(visibleText(text)).toBe(text);
  },
);

it('writes JSON that reads the same and sends nothing to the terminal', () => {
  const value = { name: 'a\u001b[2J\u009b\u202e\u007f\u{e0061}\ud800b', list: ['日本', 1, null] };
  const json = visibleJson(value);
  expect(JSON.parse(json)).toEqual(value);
  expect(json.replaceAll('\n', '')).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u);
});
