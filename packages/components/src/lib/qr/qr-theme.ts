import { checkColors } from './check-colors.ts';
import type { QrErrorCorrection } from './error-correction.ts';
import type { QrLook } from './look.ts';
import { toRoundedPathData } from './rounded-path.ts';

/** The element of a code, as a page writes it. */
export interface DressedElement {
  readonly moduleShape: string | null | undefined;
  readonly errorCorrection: string;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

// Named here again, so that nothing of what every code needs has to be shared between two files of the bundle.
const levels: readonly string[] = ['L', 'M', 'Q', 'H'] satisfies QrErrorCorrection[];

/**
 * Text, caret, decoration and columns of the plate have no use for their colours. The first two carry what the theme
 * wants, worked out by the browser in one colour space; the transition of the others tells when that changes, with the
 * colour scheme for example. It is not theirs, because in a transition a browser names colours in other spaces.
 */
const probes = new CSSStyleSheet();
probes.replaceSync(`
  .plate {
    --_dark: var(--totp-qr-color, #14161a);
    --_light: var(--totp-qr-plate, #fff);
    color: color(from var(--_dark) srgb r g b / alpha) !important;
    caret-color: color(from var(--_light) srgb r g b / alpha) !important;
    text-decoration-color: var(--_dark) !important;
    column-rule-color: var(--_light) !important;
    transition-property: text-decoration-color, column-rule-color, --_wishes !important;
  }
`);

const warnings = new Set<string>();

/** The look that a page wants, as far as scanners read it. Where they would not, the console says why, once. */
export function chooseLook(plain: QrLook, element: DressedElement): QrLook {
  const { errorCorrection, moduleShape, renderRoot } = element;
  if (!levels.includes(errorCorrection))
    warn(`error-correction is L, M, Q or H, not "${errorCorrection}". M is used.`);
  const style = probe(renderRoot);
  const shape = moduleShape ?? style?.getPropertyValue('--totp-qr-module-shape').trim() ?? '';
  if (!['square', 'rounded', ''].includes(shape))
    warn(`The shape of modules is square or rounded, not "${shape}". Squares are drawn.`);
  const rounded: Partial<QrLook> = { shapeRendering: 'auto', toPathData: toRoundedPathData };
  return { ...plain, ...readColors(style), ...(shape === 'rounded' && rounded) };
}

/** The style of the plate, with what the probes say; none before the element has rendered. */
function probe(root: DressedElement['renderRoot']): CSSStyleDeclaration | undefined {
  const plate = root.querySelector('.plate');
  if (!plate || !(root instanceof ShadowRoot)) return undefined;
  if (!root.adoptedStyleSheets.includes(probes)) root.adoptedStyleSheets.push(probes);
  return getComputedStyle(plate);
}

function readColors(style: CSSStyleDeclaration | undefined): Partial<QrLook> {
  // An element that is in no slot yet has no style.
  if (!style?.color) return {};
  const colors = checkColors(style.color, style.caretColor);
  if (!('fault' in colors)) return colors;
  warn(`${colors.fault} The default colours are shown.`);
  return {};
}

function warn(text: string): void {
  if (warnings.has(text)) return;
  warnings.add(text);
  console.warn(`<totp-qr>: ${text}`);
}
