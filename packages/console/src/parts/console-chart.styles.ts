import { css } from 'lit';

export const chartStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  figure {
    margin: 0;
    padding: 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    background: light-dark(#fff, #191c21);
  }

  figcaption {
    display: flex;
    justify-content: space-between;
    gap: 12px;
  }

  h2,
  p {
    margin: 0;
    font: inherit;
  }

  h2 {
    font-weight: 600;
  }

  .when,
  .names {
    color: var(--_muted);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }

  .names {
    margin: 4px 0 12px;
    padding: 0;
    list-style: none;
  }

  .names li {
    padding-inline-start: 26px;
  }

  .names b {
    color: var(--_text);
  }

  .mark {
    display: inline-block;
    inline-size: 18px;
    margin-inline: -26px 8px;
    border-block-start: 2.5px solid currentColor;
    vertical-align: middle;
  }

  .s0 {
    color: var(--_accent);
  }

  .s1 {
    border-block-start-style: dashed;
    color: var(--_success);
  }

  :host([tone='trouble']) .s0 {
    color: var(--_danger);
  }

  :host([tone='trouble']) .s1 {
    color: light-dark(#8a5a00, #f0c069);
  }

  .plot {
    min-block-size: 180px;
    color: var(--_muted);
    overflow: hidden;
  }

  .u-cursor-x,
  .u-cursor-y {
    border-color: var(--_muted) !important;
  }

  details {
    margin-block-start: 8px;
    font-size: 13px;
  }

  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    border-radius: 4px;
    color: var(--_accent);
    cursor: pointer;
  }

  summary:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  details .frame {
    max-block-size: 300px;
    margin-block-start: 8px;
  }

  th,
  td {
    block-size: 32px;
    padding-block: 4px;
  }

  @media (pointer: coarse) {
    summary {
      min-block-size: 44px;
    }
  }
`;
