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
    margin-block-start: 12px;
    text-align: center;
  }
`;
