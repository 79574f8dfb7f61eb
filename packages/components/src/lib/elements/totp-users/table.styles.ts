import { css } from '../../styles/css.ts';

/** The table with its header line, and the cards that it is where there is no room for columns. */
export const tableStyles = css`
  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
    table-layout: fixed;
    font-variant-numeric: tabular-nums;
    transition: opacity var(--_quick);
  }

  table[aria-busy='true'] tbody {
    opacity: 0.6;
  }

  th,
  td {
    block-size: 44px;
    padding: 0 8px;
    border-block-end: 1px solid var(--_line);
    font-weight: inherit;
    text-align: start;
    vertical-align: middle;
  }

  thead th {
    position: sticky;
    inset-block-start: var(--totp-users-inset, 0px);
    z-index: 1;
    background: var(--_page);
    color: var(--_muted);
    font-size: 13px;
    font-weight: 600;
    line-height: 1.25;
  }

  tbody :is(.value, .link) {
    display: block;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* Cut at its own end, whatever direction the page has. */
  tbody :is(.value, .link) bdi {
    display: inline-block;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
  }

  tbody tr:hover {
    background: var(--_soft);
  }

  tbody tr.selected {
    background: color-mix(in oklab, var(--_accent) 9%, transparent);
  }

  tbody .login-id {
    font-weight: 600;
  }

  tbody .link {
    padding-block: 10px;
    text-decoration-color: transparent;
  }

  tbody .link:hover {
    text-decoration-color: currentColor;
  }

  .login-id {
    inline-size: 24%;
  }

  /* As wide as what is in them, whatever the font: the first line decides, whose letters are smaller. */
  .status {
    inline-size: calc(10ch + 16px);
  }

  .authenticators {
    inline-size: calc(13ch + 16px);
  }

  .sign-in,
  .last-sign-in,
  .created {
    inline-size: calc(14ch + 16px);
  }

  .recovery {
    inline-size: calc(10ch + 16px);
  }

  .select-cell,
  .menu-cell {
    inline-size: 44px;
    padding: 0;
  }

  .menu-cell {
    overflow: visible;
  }

  .card-only {
    display: none;
  }

  .check {
    display: grid;
    place-items: center;
    min-block-size: 44px;
    cursor: pointer;
  }

  .check input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .check input:focus-visible,
  .chip:focus-visible,
  .sort:focus-visible,
  .icon-button:focus-visible,
  .menu-item:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .sort {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 43px;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .sort:hover {
    color: var(--_text);
  }

  .sort[aria-disabled='true'] {
    cursor: default;
  }

  .sort .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .bar {
    display: flex;
    position: sticky;
    inset-block-start: var(--totp-users-inset, 0px);
    z-index: 2;
    align-items: center;
    gap: 8px;
    min-block-size: 43px;
    margin-block-end: -43px;
    /* The box of the header line's check stays in sight. */
    margin-inline-start: 44px;
    background: var(--_page);
  }

  .bar-count {
    font-weight: 600;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }

  .bar-tasks {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-inline-start: 8px;
  }

  @container (inline-size < 1280px) {
    :is(th, td).recovery {
      display: none;
    }
  }

  @container (inline-size < 1080px) {
    :is(th, td).sign-in {
      display: none;
    }
  }

  @container (inline-size < 880px) {
    :is(th, td):is(.authenticators, .created) {
      display: none;
    }
  }

  /* Cards. */
  @container (inline-size < 640px) {
    table,
    thead,
    tbody,
    tbody tr {
      display: block;
    }

    thead tr {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 16px;
    }

    thead th {
      position: static;
      background: none;
      inline-size: auto;
      border: 0;
      padding: 0;
      align-content: center;
    }

    thead th.sortable {
      display: block;
      inline-size: auto;
    }

    thead th:not(.sortable, .select-cell) {
      display: none;
    }

    thead .select-cell {
      inline-size: 100%;
    }

    thead .check {
      display: flex;
      align-items: center;
      gap: 12px;
      padding-inline-start: 17px;
    }

    .card-only {
      display: inline;
    }

    tbody tr {
      position: relative;
      margin-block-end: 12px;
      padding: 4px 16px 12px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
    }

    tbody tr.selected {
      border-color: var(--_accent);
    }

    tbody :is(td, th, .recovery, .sign-in, .authenticators, .created) {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      gap: 12px;
      block-size: auto;
      inline-size: auto;
      padding: 3px 0;
      border: 0;
    }

    tbody th.login-id {
      display: block;
      padding-inline: 36px 28px;
    }

    /* Nobody is selected here, so that there is no box beside it. */
    tbody tr:not(:has(.select-cell)) th.login-id {
      padding-inline-start: 0;
    }

    tbody td:has(> .value:empty) {
      display: none;
    }

    tbody .link {
      white-space: normal;
      overflow-wrap: anywhere;
    }

    tbody td:is(.select-cell, .menu-cell) {
      display: block;
      position: absolute;
      inset-block-start: 4px;
      padding: 0;
    }

    tbody td.select-cell {
      inset-inline-start: 4px;
      inline-size: 44px;
    }

    tbody td.menu-cell {
      inset-inline-end: 0;
    }

    .label {
      color: var(--_muted);
      font-size: 13px;
    }

    tbody .value {
      max-block-size: 6em;
      white-space: normal;
      overflow-wrap: anywhere;
    }

    .bar {
      flex-wrap: wrap;
      margin: 0;
      padding-block: 6px;
    }

    .bar-tasks {
      margin-inline: 12px;
    }
  }
`;
