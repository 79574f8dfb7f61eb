import { css } from '../styles/css.ts';

/** Six painted cells under one real input, whose own text is see-through. */
export const codeFieldStyles = css`
  .code {
    container-type: inline-size;
    position: relative;
    max-inline-size: 420px;
    direction: ltr;
  }

  .cells {
    display: grid;
    grid-template-columns: repeat(3, 1fr) 10px repeat(3, 1fr);
    gap: 6px;
  }

  .cell {
    position: relative;
    display: grid;
    place-items: center;
    min-inline-size: 0;
    block-size: 56px;
    border: 1px solid var(--_field-line);
    border-radius: var(--_control-radius);
    background: light-dark(#fff, color-mix(in oklab, var(--_soft) 60%, transparent));
    font-size: 28px;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
    line-height: 1;
    transition:
      border-color var(--_quick),
      background-color var(--_quick);
  }

  .cell:nth-child(4) {
    grid-column: 5;
  }

  .code:focus-within .cell {
    border-color: color-mix(in oklab, var(--_accent) 55%, var(--_field-line));

    &.active {
      border-color: var(--_accent);
      box-shadow: 0 0 0 1px var(--_accent);
    }
  }

  .caret::after {
    content: '';
    position: absolute;
    inline-size: 2px;
    block-size: 28px;
    border-radius: 1px;
    background: var(--_accent);
    animation: 1.1s steps(1) infinite blink;
  }

  .caret.before::after {
    inset-inline-start: 6px;
  }

  .caret.after::after {
    inset-inline-end: 6px;
  }

  @keyframes blink {
    50% {
      opacity: 0;
    }
  }

  .code input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
    outline: none;
    background: transparent;
    /* See-through rather than opacity 0: iOS pastes only into what it takes for visible. */
    color: transparent;
    -webkit-text-fill-color: transparent;
    caret-color: transparent;
    /* One digit a cell, so that a tap puts the caret where it looks. */
    font: 20px/1 var(--_mono);
    letter-spacing: calc(100cqi / 6 - 1ch);
    forced-color-adjust: none;
  }

  .code input::selection {
    background: transparent;
    color: transparent;
  }

  .code input:autofill {
    opacity: 0;
  }

  .code.invalid {
    --_accent: var(--_danger);

    .cell {
      border-color: var(--_danger);
      background: var(--_danger-soft);
      color: var(--_danger);
    }
  }

  .code .cell.selected {
    background: color-mix(in oklab, var(--_accent) 20%, light-dark(#fff, #17191e));
  }

  .code.closed {
    opacity: 0.6;
  }

  @media (prefers-reduced-motion: reduce) {
    .caret::after {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .code:focus-within .cell.active {
      outline: 2px solid Highlight;
    }

    .code .cell.selected {
      background: Highlight;
      color: HighlightText;
    }
  }
`;
