import { css } from './css.ts';

/**
 * Every `--totp-*` property with its default. Elements read the private names only: a public name that a page sets
 * on any ancestor is inherited, and must not be set again here.
 */
export const tokens = css`
  :host {
    --_accent: var(--totp-accent, light-dark(#1d4fd7, #8fb4ff));
    --_radius: var(--totp-radius, 12px);
    --_font: var(--totp-font, inherit);
    --_surface: var(--totp-surface, transparent);

    /* White or black, whichever reads better on the accent. */
    --_on-accent: var(
      --totp-on-accent,
      oklch(from var(--_accent) clamp(0, (0.6 - l) * 1000, 1) 0 0)
    );
    --_accent-strong: color-mix(in oklab, var(--_accent) 88%, light-dark(#000, #fff));
    --_text: var(--totp-text, light-dark(#16191f, #eceef3));
    --_muted: var(--totp-muted, light-dark(#565c69, #a9b0bf));
    --_soft: var(--totp-soft, color-mix(in oklab, var(--_accent) 3%, light-dark(#f3f4f6, #262729)));
    --_line: var(--totp-line, color-mix(in oklab, var(--_accent) 8%, light-dark(#d9dbe0, #3a3f4a)));
    --_field-line: color-mix(in oklab, var(--_accent) 8%, light-dark(#868b96, #7c8390));
    --_danger: var(--totp-danger, light-dark(#b3211c, #ff9d94));
    --_success: var(--totp-success, light-dark(#157347, #74d8a0));
    --_danger-soft: color-mix(in oklab, var(--_danger) 9%, light-dark(#fff, #17191e));
    --_success-soft: color-mix(in oklab, var(--_success) 12%, light-dark(#fff, #17191e));

    --_control-radius: calc(var(--_radius) * 10 / 12);
    --_mono: var(
      --totp-mono-font,
      ui-monospace,
      'SF Mono',
      'Cascadia Mono',
      'Roboto Mono',
      Menlo,
      Consolas,
      'DejaVu Sans Mono',
      monospace
    );
    --_quick: 150ms;

    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--_font);
    font-size: 15px;
    line-height: 1.5;
    text-align: start;
    -webkit-text-size-adjust: 100%;
  }

  /* Not inherited: in <details>, a box of the browser's own stands between. */
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_quick: 0ms;
    }
  }
`;
