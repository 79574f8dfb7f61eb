import { css } from '../../styles/css.ts';

export const totpSetupStyles = css`
  :host {
    container-type: inline-size;
    max-inline-size: 740px;
  }
`;
