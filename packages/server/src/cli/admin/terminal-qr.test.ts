import { expect, it } from 'vitest';
import { scanTerminal } from '../../testing/terminal-picture.ts';
import { drawQr } from './terminal-qr.ts';

const url =
  'otpauth://totp/totp-kit%20console:ada%40example.com?issuer=totp-kit%20console&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

it('draws black on white where there is colour, which a scanner reads', async () => {
  const drawn = drawQr(url, { columns: 80, hasColor: true }) ?? '';
  expect(await scanTerminal(drawn, { ink: 'dark' })).toBe(url);
  for (const line of drawn.trimEnd().split('\n')) {
    expect(line.startsWith('\u001b[38;5;16;48;5;231m')).toBe(true);
    expect(line.endsWith('\u001b[0m')).toBe(true);
  }
});

it('draws the light modules where there is no colour, for a dark screen', async () => {
  const drawn = drawQr(url, { columns: 80, hasColor: false }) ?? '';
  expect(await scanTerminal(drawn, { ink: 'light' })).toBe(url);
  expect(drawn).not.toContain('\u001b');
});

it('has four light modules around it', () => {
  const lines = (drawQr(url, { columns: 80, hasColor: false }) ?? '').trimEnd().split('\n');
  expect(lines.slice(0, 2).join('')).toMatch(/^█+$/);
  for (const line of lines.slice(0, -2)) expect(line).toMatch(/^████.*████$/);
});

it('draws nothing on a screen that is too narrow', () => {
  expect(drawQr(url, { columns: 40, hasColor: true })).toBeUndefined();
});
