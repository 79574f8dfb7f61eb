import { css } from '../../styles/css.ts';

export const totpVerifyStyles = css`
  :host {
    container-type: inline-size;
  }

  .card {
    max-inline-size: 408px;
  }

  form.confirmation {
    max-inline-size: 420px;
    margin: 0;
  }
`;
