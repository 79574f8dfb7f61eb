import { css } from '../../styles/css.ts';

export const totpAuthenticatorsStyles = css`
  :host {
    container-type: inline-size;
    max-inline-size: 740px;
  }

  .outcome.shown {
    max-inline-size: 420px;
    margin: 0 auto 16px;
    padding: 10px 16px;
    border-radius: var(--_control-radius);
    background: var(--_success-soft);
    color: var(--_success);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }

  .note {
    margin-block-end: 16px;
    padding: 10px 16px;
    border-radius: var(--_control-radius);
    background: var(--_soft);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }

  .items {
    margin: 16px 0 0;
    padding: 0;
    list-style: none;
  }

  .item {
    padding-block: 14px;
    border-block-start: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }

  .item .hint,
  h3 + .hint {
    margin-block-start: 2px;
  }

  .items + .button,
  .items + .hint,
  .hint + p {
    margin-block-start: 8px;
  }

  .none {
    margin-block: 16px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 12px;
  }

  section {
    margin-block-start: 24px;
    padding-block-start: 20px;
    border-block-start: 1px solid var(--_line);
  }

  section .items {
    margin-block-start: 4px;
  }

  section .item:first-child {
    border-block-start: 0;
  }

  .item:last-child {
    padding-block-end: 8px;
  }

  .danger .button[type='submit'] {
    background: var(--_danger);
    color: oklch(from var(--_danger) clamp(0, (0.6 - l) * 1000, 1) 0 0);
  }

  .danger .button[type='submit']:hover {
    background: color-mix(in oklab, var(--_danger) 88%, light-dark(#000, #fff));
  }

  form .link {
    justify-self: start;
  }

  .back-row {
    margin-block-start: 12px;
    text-align: center;
  }

  @media (forced-colors: active) {
    .outcome.shown {
      border: 1px solid CanvasText;
    }
  }
`;
