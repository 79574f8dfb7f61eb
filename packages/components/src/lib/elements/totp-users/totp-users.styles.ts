import { css } from '../../styles/css.ts';

export const totpUsersStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    font-size: 15px;
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .toolbar {
    display: grid;
    gap: 12px;
    padding-block-end: 12px;
  }

  .search {
    display: flex;
    position: relative;
    align-items: center;
    max-inline-size: 460px;
    color: var(--_muted);
  }

  .search .icon {
    position: absolute;
    inset-inline-start: 12px;
    pointer-events: none;
  }

  .search input {
    inline-size: 100%;
    min-block-size: 44px;
    margin: 0;
    padding: 9px 40px;
    border: 1px solid var(--_field-line);
    border-radius: var(--_control-radius);
    background: light-dark(#fff, color-mix(in oklab, var(--_soft) 60%, transparent));
    color: var(--_text);
    font: inherit;
    font-size: 16px;
    text-overflow: ellipsis;
  }

  .search input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .search input:focus-visible {
    border-color: var(--_accent);
    outline: 1px solid var(--_accent);
  }

  .search kbd {
    position: absolute;
    inset-inline-end: 12px;
    padding-inline: 7px;
    border: 1px solid var(--_line);
    border-radius: 6px;
    background: var(--_soft);
    font: inherit;
    font-size: 13px;
    pointer-events: none;
  }

  .search input:is(:focus, :not(:placeholder-shown)) + kbd {
    display: none;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  .chip {
    min-block-size: 32px;
    margin: 0;
    padding: 4px 12px;
    border: 1px solid var(--_line);
    border-radius: 99px;
    background: transparent;
    color: var(--_text);
    font: inherit;
    font-size: 13px;
    cursor: pointer;
  }

  .chip:hover {
    background: var(--_soft);
  }

  .chip[aria-pressed='true'] {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 12%, transparent);
    font-weight: 600;
  }

  .message:not(:empty) {
    margin-block-end: 12px;
    padding: 9px 14px;
    border-radius: var(--_control-radius);
    background: var(--_success-soft);
    overflow-wrap: anywhere;
  }

  .list {
    position: relative;
  }

  .tag {
    display: inline-block;
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--_soft);
    color: var(--_text);
    font-size: 13px;
    font-weight: 550;
  }

  .tag.success {
    background: var(--_success-soft);
    color: var(--_success);
  }

  .tag.danger {
    background: var(--_danger-soft);
    color: var(--_danger);
  }

  .icon-button {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 43px;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: var(--_control-radius);
    background: none;
    color: inherit;
    cursor: pointer;
  }

  .icon-button:hover {
    background: color-mix(in oklab, var(--_accent) 9%, transparent);
  }

  .button.danger {
    border-color: transparent;
    background: var(--_danger);
    color: light-dark(#fff, #1b0f0e);
  }

  .button.danger:hover {
    background: color-mix(in oklab, var(--_danger) 88%, light-dark(#000, #fff));
  }

  .button.quiet[aria-disabled='true'] {
    color: var(--_muted);
    opacity: 0.6;
  }

  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding-block: 12px;
  }

  .range {
    flex: 1;
    color: var(--_muted);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }

  .instead {
    display: grid;
    justify-items: center;
    gap: 8px;
    max-inline-size: 460px;
    margin-inline: auto;
    padding: 48px 16px;
    text-align: center;
    text-wrap: pretty;
  }

  .instead p {
    color: var(--_muted);
  }

  .picture {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    border-radius: 50%;
    background: var(--_soft);
    color: var(--_muted);
  }

  .instead .button {
    margin-block-start: 8px;
  }

  .waiting {
    padding: 48px 16px;
    color: var(--_muted);
    text-align: center;
  }

  /* A line to swipe. */
  @container (inline-size < 640px) {
    .chips {
      flex-wrap: nowrap;
      overflow-x: auto;
      padding-block: 4px;
      scrollbar-width: none;
    }

    .chips > * {
      flex: none;
    }
  }

  @media (pointer: coarse) {
    /* Where there are no keys. */
    .search kbd {
      display: none;
    }

    .search input {
      padding-inline-end: 12px;
    }

    .chip {
      min-block-size: 44px;
    }

    .menu-item {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .chip,
    .tag,
    .menu {
      border: 1px solid ButtonText;
    }

    .chip[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    .menu-item:focus {
      outline: 2px solid Highlight;
    }

    .menu-item[aria-disabled='true'],
    .button[aria-disabled='true'] {
      color: GrayText;
      opacity: 1;
    }

    tbody tr.selected :is(td, th) {
      border-color: Highlight;
    }
  }
`;
