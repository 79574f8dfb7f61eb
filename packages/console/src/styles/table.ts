import { css } from 'lit';

/** A dense table in a frame of its own, so that a narrow page scrolls the table and not itself. */
export const table = css`
  .frame {
    overflow: auto;
    max-block-size: 75vh;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    background: light-dark(#fff, #191c21);
  }

  .frame.whole {
    max-block-size: none;
  }

  .frame:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    block-size: 44px;
    padding: 3px 12px;
    border-block-end: 1px solid var(--_line);
    text-align: start;
    vertical-align: middle;
  }

  tbody tr:last-child > * {
    border-block-end: 0;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: light-dark(#f3f4f6, #22262d);
    color: var(--_muted);
    font-size: 13px;
    font-weight: 600;
    white-space: nowrap;
  }

  tbody th {
    min-inline-size: 18ch;
    font-weight: 550;
  }

  td.number,
  th.number {
    text-align: end;
  }

  td:is(.short, .actor),
  th code {
    white-space: nowrap;
  }

  td .actions {
    flex-wrap: nowrap;
  }

  table bdi.text {
    display: inline-block;
    max-inline-size: 32ch;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
    white-space: nowrap;
  }

  caption {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (max-width: 640px) {
    th,
    td {
      padding-inline: 8px;
    }

    tbody th {
      min-inline-size: 16ch;
    }

    /* Date and time below each other, so that what happened is in sight. */
    td.short {
      min-inline-size: calc(12ch + 16px);
      white-space: normal;
    }
  }

  .empty {
    padding: 24px;
    color: var(--_muted);
    text-align: center;
  }
`;
