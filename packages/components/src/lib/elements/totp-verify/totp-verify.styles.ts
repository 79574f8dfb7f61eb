import { css } from 'lit';

export const totpVerifyStyles = css`
  :host {
    container-type: inline-size;
  }

  .card {
    max-inline-size: 408px;
  }

  form.confirmation {
    margin: 0;
  }
`;
