import { css } from '../../styles/css.ts';

export const totpKeyStyles = css`
  :host {
    display: block;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    background: var(--_soft);
  }

  .key {
    /* Four groups a line. */
    inline-size: 222px;
    max-inline-size: 100%;
    margin-inline-end: auto;
    padding-inline-start: 4px;
    font-family: var(--_mono);
    font-size: 15px;
    font-weight: 500;
    line-height: 1.65;
    letter-spacing: 0.04em;
    word-spacing: 0.25em;
    direction: ltr;
    text-align: left;
    user-select: all;
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    user-select: none;
  }

  .key:empty {
    min-block-size: 50px;
  }

  .button.quiet {
    flex: 1 0 auto;
    background: light-dark(#fff, transparent);
  }

  .copied {
    color: var(--_success);
  }
`;
