import { css } from 'lit';

export const totpSetupStyles = css`
  :host {
    container-type: inline-size;
    max-inline-size: 740px;
  }
`;
