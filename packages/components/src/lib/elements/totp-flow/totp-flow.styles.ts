import { css } from '../../styles/css.ts';

export const totpFlowStyles = css`
  :host {
    container-type: inline-size;
    max-inline-size: 740px;
  }

  .second {
    border-color: var(--_field-line);
    background: transparent;
    color: var(--_text);
  }

  .second:hover {
    background: var(--_soft);
  }

  .back-row {
    max-inline-size: 420px;
    margin: 0 auto;
    padding-inline: var(--totp-padding, 16px);
  }
`;
