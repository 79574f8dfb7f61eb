import { css } from 'lit';

/** What every view shares: sections, tables, forms in a row, texts of users. */
export const page = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  section {
    margin-block-start: 24px;
  }

  section > p {
    margin-block-start: 12px;
  }

  section > :is(h2, h3) {
    margin-block-end: 8px;
    font-size: 17px;
  }

  .intro {
    max-inline-size: 72ch;
    margin-block: 0 16px;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 12px;
    margin-block-end: 12px;
  }

  .bar .field {
    flex: 1 1 150px;
    max-inline-size: 320px;
  }

  .field :is(input, select) {
    font-size: 15px;
  }

  .field select {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 9px 10px;
    border: 1px solid var(--_field-line);
    border-radius: var(--_control-radius);
    background: light-dark(#fff, color-mix(in oklab, var(--_soft) 60%, transparent));
    color: inherit;
    font: inherit;
  }

  select:focus-visible {
    border-color: var(--_accent);
    outline: 1px solid var(--_accent);
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    margin-block-end: 6px;
    padding: 0;
    font-weight: 600;
  }

  .choice {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 10px;
    align-items: start;
    padding-block: 8px;
  }

  .choice input {
    inline-size: 18px;
    block-size: 18px;
    margin: 2px 0 0;
    accent-color: var(--_accent);
  }

  .choice small {
    display: block;
    color: var(--_muted);
    font-size: 13px;
  }

  .stack {
    display: grid;
    gap: 16px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  /* In sight at the end of a dialog, however much stands above. */
  console-dialog > .stack > .actions {
    position: sticky;
    inset-block-end: 0;
    margin: -8px -20px -20px;
    padding: 8px 20px 20px;
    background: light-dark(#fff, #1b1e24);
  }

  /* What went wrong, beside the button that was pressed. */
  .actions > [role='alert'] {
    flex: 1 0 100%;
  }

  .actions > [role='alert']:not(:has(*)) {
    position: absolute;
  }

  .actions .message {
    margin-block-end: 4px;
  }

  .button.danger {
    background: var(--_danger);
    color: light-dark(#fff, #1b0f0e);
  }

  .button.danger:hover {
    background: color-mix(in oklab, var(--_danger) 88%, light-dark(#000, #fff));
  }

  .button.quiet.danger {
    background: transparent;
    color: var(--_danger);
  }

  .button.quiet.danger:hover {
    background: var(--_danger-soft);
  }

  .message {
    margin-block: 0 16px;
    padding: 10px 14px;
    border: 1px solid var(--_line);
    border-inline-start: 4px solid var(--_accent);
    border-radius: 6px;
    overflow-wrap: anywhere;
  }

  .message:empty {
    display: none;
  }

  .message.fault {
    border-inline-start-color: var(--_danger);
    background: var(--_danger-soft);
  }

  .muted {
    color: var(--_muted);
  }

  .message:has(.button) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }

  bdi.text {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }

  code {
    padding: 1px 5px;
    border-radius: 5px;
    background: var(--_soft);
    font-family: var(--_mono);
    font-size: 0.92em;
    overflow-wrap: anywhere;
  }

  @media (forced-colors: active) {
    .message {
      border-color: CanvasText;
    }
  }
`;
