import { css } from '../../styles/css.ts';

export const totpRecoveryCodesStyles = css`
  :host {
    container-type: inline-size;
  }

  .codes {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 10px 16px;
    inline-size: 100%;
    margin: 16px 0 0;
    padding: 14px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    background: var(--_soft);
    font-family: var(--_mono);
    font-size: 13px;
    line-height: 1.45;
    letter-spacing: 0.02em;
    list-style: none;
    text-align: left;
    user-select: text;
  }

  .codes li {
    /* Three groups a line, with the space between their letters. */
    max-inline-size: 16ch;
    overflow-wrap: anywhere;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    inline-size: 100%;
    margin-block-start: 12px;
  }

  .actions .button {
    flex: 1;
    padding-inline: 8px;
  }

  @container (inline-size < 300px) {
    .codes {
      grid-template-columns: 1fr;
    }
  }
`;
