import { css } from './css.ts';

/** Texts, buttons and fields that every screen shares. */
export const controls = css`
  h2,
  h3,
  p {
    margin: 0;
    font: inherit;
  }

  h2 {
    font-size: 22px;
    font-weight: 650;
    line-height: 1.25;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }

  h2:focus {
    outline: none;
  }

  .intro {
    margin-block-start: 6px;
    color: var(--_muted);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }

  .intro bdi {
    color: var(--_text);
    font-weight: 550;
  }

  .button {
    display: inline-grid;
    grid-auto-flow: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    position: relative;
    min-block-size: 44px;
    margin: 0;
    padding: 9px 18px;
    border: 1px solid transparent;
    border-radius: var(--_control-radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font: inherit;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      background-color var(--_quick),
      transform var(--_quick);
  }

  .button.wide {
    inline-size: 100%;
  }

  .button:hover {
    background: var(--_accent-strong);
  }

  .button:active {
    transform: translateY(1px);
  }

  .button[aria-disabled='true'] {
    cursor: default;
    transform: none;
  }

  .button.waiting {
    background: var(--_soft);
    border-color: var(--_line);
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .icon {
    display: block;
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  /* The label gives way to the spinner only when an answer takes longer than a blink. */
  .busy .label {
    animation: 1ms 150ms forwards give-way;
  }

  .busy .spinner {
    position: absolute;
    inset: 0;
    margin: auto;
    opacity: 0;
    animation:
      1ms 150ms forwards appear,
      800ms 150ms linear infinite turn;
  }

  @keyframes give-way {
    to {
      opacity: 0;
    }
  }

  @keyframes appear {
    to {
      opacity: 1;
    }
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  .field label,
  .field-label {
    display: block;
    margin-block-end: 6px;
    font-weight: 600;
  }

  .field input {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    margin: 0;
    padding: 9px 14px;
    border: 1px solid var(--_field-line);
    border-radius: var(--_control-radius);
    background: light-dark(#fff, color-mix(in oklab, var(--_soft) 60%, transparent));
    color: inherit;
    font: inherit;
    font-size: 16px;
    transition: border-color var(--_quick);
  }

  .field input:focus-visible {
    border-color: var(--_accent);
    outline: 1px solid var(--_accent);
  }

  .field input[aria-invalid='true'] {
    border-color: var(--_danger);
    outline-color: var(--_danger);
  }

  .hint {
    margin-block-start: 6px;
    color: var(--_muted);
    font-size: 13px;
  }

  .hint:empty {
    margin: 0;
  }

  .notice.shown {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 8px;
    margin-block-start: 10px;
    color: var(--_danger);
    text-wrap: pretty;
  }

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

  :is(.button, .link, summary):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  @media (pointer: coarse) {
    .button.quiet,
    .link {
      min-block-size: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .busy .spinner {
      animation:
        1ms 150ms forwards appear,
        2400ms 150ms steps(8) infinite turn;
    }
  }

  @media (forced-colors: active) {
    .button {
      border-color: ButtonText;
    }

    .button[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
  }
`;
