import { css } from '../../styles/css.ts';

export const totpProvisionLinkStyles = css`
  :host {
    display: block;
  }

  .fallback {
    margin-block-start: 16px;
  }

  .fallback p {
    margin-block-end: 8px;
  }
`;
