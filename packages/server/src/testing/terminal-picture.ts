import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { temporaryFolder } from './temporary-folder.ts';

const execute = promisify(execFile);

/** How many pixels of the picture are a module wide. */
const scale = 6;

/** Which of the two halves of a character's place are drawn in the text's colour. */
const halves: Readonly<Record<string, readonly [top: boolean, bottom: boolean]>> = {
  ' ': [false, false],
  '▀': [true, false],
  '▄': [false, true],
  '█': [true, true],
};

/** What a camera before a terminal reads: the text of the QR code in half blocks, by zbarimg. */
export async function scanTerminal(
  screen: string,
  { ink }: { readonly ink: 'dark' | 'light' },
): Promise<string> {
  const lines = screen
    .split(/\r?\n/)
    .map((line) => stripVTControlCharacters(line))
    .filter(
      (line) => line.length > 20 && Array.from(line).every((character) => character in halves),
    );
  const rows = lines.flatMap((line) =>
    [0, 1].map((half) =>
      Array.from(line, (character) => halves[character]?.[half] === (ink === 'dark')),
    ),
  );
  const width = Math.max(...rows.map((row) => row.length)) * scale;
  const pixels = rows.flatMap((row) => {
    const line = row.flatMap((isDark) => Array<number>(scale).fill(isDark ? 0 : 255));
    const padded = [...line, ...Array<number>(width - line.length).fill(255)];
    return Array<number[]>(scale).fill(padded).flat();
  });
  const header = Buffer.from(`P5\n${width} ${rows.length * scale}\n255\n`);
  const picture = join(temporaryFolder(), 'terminal.pgm');
  await writeFile(picture, Buffer.concat([header, Buffer.from(pixels)]));
  const { stdout } = await execute('zbarimg', ['--raw', '-q', picture]);
  return stdout.trim();
}
