/** The two colours of a code, in `#rrggbb`. */
export interface QrColors {
  readonly dark: string;
  readonly light: string;
}

/**
 * The least contrast, by WCAG 2.2's formula: what it asks of text at its highest level. It leaves the light modules at
 * least 30 percentage points brighter than the dark ones, where ISO/IEC 15415 fails a symbol below 20; the rest is for
 * dim screens, glare, and cameras that see colours differently than eyes do.
 */
const leastContrast = 7;

type Rgb = readonly [number, number, number];

/**
 * Checks the colours that a theme wants, as computed styles write them: `color(srgb 0.1 0.2 0.3)`.
 * Scanners look for dark on light; most do not read a code the other way around.
 */
export function checkColors(
  computedDark: string,
  computedLight: string,
): QrColors | { readonly fault: string } {
  const [darkRgb, lightRgb] = [parse(computedDark), parse(computedLight)];
  if (!darkRgb) return { fault: notOpaque('--totp-qr-color') };
  if (!lightRgb) return { fault: notOpaque('--totp-qr-plate') };
  const [dark, light] = [toHex(darkRgb), toHex(lightRgb)];
  const pair = `--totp-qr-color (${dark}) on --totp-qr-plate (${light})`;
  const contrast = (luminanceOf(lightRgb) + 0.05) / (luminanceOf(darkRgb) + 0.05);
  if (contrast < 1)
    return { fault: `${pair} is light on dark, which most scanners do not read. Swap the two.` };
  if (contrast < leastContrast)
    return {
      fault: `${pair} has a contrast of ${floor(contrast)}:1. Scanners need ${leastContrast}:1: a darker colour or a lighter plate.`,
    };
  return { dark, light };
}

function notOpaque(name: string): string {
  return `${name} is not an opaque colour, such as #14161a or #fff.`;
}

/** The channels, 0 to 255; nothing for a colour that is none or lets something through. */
function parse(computed: string): Rgb | undefined {
  const [, red, green, blue] = /^color\(srgb (\S+) (\S+) (\S+)\)$/.exec(computed) ?? [];
  return red && green && blue ? [toByte(red), toByte(green), toByte(blue)] : undefined;
}

/** What a screen of wider gamut shows beyond sRGB counts as the nearest within. */
function toByte(channel: string): number {
  return Math.round(Math.min(Math.max(Number(channel), 0), 1) * 255);
}

function toHex(rgb: Rgb): string {
  return `#${rgb.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** WCAG 2.2, "relative luminance". */
function luminanceOf([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(byte: number): number {
  const channel = byte / 255;
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** Never rounded up to what is enough. */
function floor(contrast: number): string {
  return (Math.floor(contrast * 10) / 10).toFixed(1);
}
