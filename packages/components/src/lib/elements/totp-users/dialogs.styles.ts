import { css } from '../../styles/css.ts';

export const dialogStyles = css`
  .users {
    /* What lies over other things needs a ground: the surface where a page gives one, that of the browser otherwise. */
    --_page: var(--totp-surface, Canvas);
    /* In the dark, shadows do not lift anything. */
    --_raised: light-dark(var(--_page), color-mix(in oklab, var(--_page) 94%, #fff));
  }

  dialog {
    inline-size: min(560px, calc(100vw - 32px));
    max-block-size: calc(100dvh - 32px);
    padding: 24px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_raised);
    color: var(--_text);
    font-size: 15px;
    overscroll-behavior: contain;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  dialog[open] {
    animation: settle var(--_quick) ease-out;
  }

  @keyframes settle {
    from {
      opacity: 0;
      translate: 0 4px;
    }
  }

  dialog form,
  .work {
    display: grid;
    gap: 16px;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .foreign {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  /* A long login ID scrolls here; a question mark after it stays at its end. */
  dialog h2 {
    max-block-size: 7em;
    overflow: auto;
  }

  .who {
    max-block-size: 200px;
    padding: 10px 14px;
    overflow: auto;
    border-radius: var(--_control-radius);
    background: var(--_soft);
  }

  .who ul,
  .items,
  .results {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .who summary {
    min-block-size: 24px;
    color: var(--_accent);
    cursor: pointer;
  }

  .who li {
    max-block-size: 4.5em;
    overflow: auto;
  }

  .work > .hint {
    margin: 0;
  }

  /* For what is said later: no room is left for it before. */
  .work > p:empty {
    position: absolute;
  }

  /* In sight, however much there is to read above. */
  .answers {
    display: flex;
    position: sticky;
    inset-block-end: -24px;
    flex-wrap: wrap;
    justify-content: end;
    gap: 12px;
    margin: -12px -24px -24px;
    padding: 12px 24px 24px;
    background: var(--_raised);
  }

  .answers .button {
    min-block-size: 44px;
    font-size: 15px;
  }

  progress {
    inline-size: 100%;
    block-size: 8px;
    accent-color: var(--_accent);
  }

  .stop {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 10px;
    padding: 12px 14px;
    border-radius: var(--_control-radius);
    background: var(--_danger-soft);
    color: var(--_text);
  }

  .answers .stop {
    flex: 1 0 100%;
  }

  .stop > .icon {
    margin-block-start: 2px;
    color: var(--_danger);
  }

  .next-step {
    display: grid;
    gap: 10px;
    justify-items: start;
    padding: 12px 14px;
    border-radius: var(--_control-radius);
    background: var(--_soft);
  }

  .exports {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .results {
    max-block-size: 40dvh;
    overflow: auto;
    border-block: 1px solid var(--_line);
  }

  .results:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .results li {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    padding: 10px 2px;
  }

  .result-user {
    flex: 1 1 180px;
    min-inline-size: 0;
  }

  /* A line of its own, with its button. */
  .results code {
    flex: 1 1 calc(100% - 120px);
    min-inline-size: 0;
  }

  .results li + li {
    border-block-start: 1px solid var(--_line);
  }

  .results .tag {
    margin-inline-start: auto;
  }

  .results .hint {
    flex: 1 0 100%;
    margin: 0;
  }

  .results code {
    overflow-wrap: anywhere;
    font-family: var(--_mono);
    font-size: 13px;
    user-select: all;
  }

  .result-user {
    max-block-size: 4.5em;
    overflow: auto;
    font-weight: 550;
  }

  .dialog-close {
    display: flex;
    justify-content: end;
    margin: -16px -16px 0;
  }

  .step-up-text {
    color: var(--_muted);
    text-align: center;
  }

  /* It is about people who change how they sign in. */
  totp-verify::part(intro) {
    display: none;
  }

  .sheet {
    position: fixed;
    inset-block: 0;
    inset-inline: auto 0;
    inline-size: min(480px, 100vw);
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    padding: 24px;
    overflow: auto;
    border: 0;
    border-inline-start: 1px solid var(--_line);
    border-radius: 0;
  }

  .sheet section {
    margin-block-start: 24px;
  }

  .sheet-head {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 12px;
    align-items: start;
  }

  .sheet-head h2 {
    font-size: 17px;
  }

  .sheet-head .icon-button {
    margin-block-start: -8px;
    margin-inline-end: -12px;
  }

  .tasks {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 16px;
  }

  .tasks .button.danger {
    border-color: var(--_line);
    background: none;
    color: var(--_danger);
  }

  .tasks .button.danger:hover {
    background: var(--_danger-soft);
  }

  dl {
    margin: 8px 0 0;
  }

  dl div {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    gap: 12px;
    padding-block: 5px;
  }

  dt {
    color: var(--_muted);
  }

  dd {
    margin: 0;
    max-block-size: 9em;
    overflow: auto;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }

  dd code {
    font-family: var(--_mono);
    font-size: 13px;
  }

  .items li {
    display: grid;
    gap: 2px;
    max-block-size: 9em;
    padding-block: 8px;
    overflow: auto;
  }

  .items li + li {
    border-block-start: 1px solid var(--_line);
  }

  .items .hint {
    margin: 0;
  }

  @media (pointer: coarse) {
    .who summary {
      min-block-size: 44px;
      align-content: center;
    }
  }

  @media (forced-colors: active) {
    dialog,
    .stop,
    .next-step {
      border: 1px solid CanvasText;
    }
  }
`;
