import { css } from './css.ts';

/** Controls that only an enrollment has, beside those that every screen shares. */
export const enrollmentControls = css`
  h3 {
    font-weight: 600;
  }

  .button.quiet {
    min-block-size: 36px;
    padding: 6px 12px;
    border-color: var(--_line);
    background: transparent;
    color: var(--_text);
    font-size: 13px;
  }

  .button.quiet:hover {
    background: var(--_soft);
  }

  .link {
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--_accent);
    font: inherit;
    text-align: start;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 35%, transparent);
    text-underline-offset: 3px;
    cursor: pointer;
  }

  .link:hover {
    text-decoration-color: currentColor;
  }

  :is(.link, summary):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  @media (pointer: coarse) {
    .button.quiet,
    .link {
      min-block-size: 44px;
    }
  }
`;
