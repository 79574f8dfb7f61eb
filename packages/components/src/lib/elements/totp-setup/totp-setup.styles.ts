import { css } from '../../styles/css.ts';

/** The screen of an enrollment: two columns where there is room. */
export const totpSetupStyles = css`
  :host {
    container-type: inline-size;
    max-inline-size: 740px;
  }

  .enroll {
    display: grid;
    /* No wider than its place, whatever the QR code would like. */
    grid-template-columns: 100%;
    gap: 12px;
  }

  header {
    margin-block-end: 8px;
  }

  .step {
    display: flex;
    gap: 12px;
  }

  .number {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--_accent) 13%, light-dark(#fff, #17191e));
    color: var(--_accent);
    font-size: 13px;
    font-weight: 700;
  }

  .code-step {
    display: block;
    margin-block-start: 12px;
  }

  /* The label of the code field is the heading of its step. */
  .code-step .number {
    position: absolute;
  }

  .code-step totp-verify::part(label) {
    margin-block-end: 12px;
    padding-inline-start: 36px;
  }

  totp-qr {
    margin: 4px auto;
  }

  summary {
    display: inline-block;
    align-content: center;
    /* For the icon, which has no width of its own and so never stands on a line alone. */
    padding-inline-end: 20px;
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary .icon {
    display: inline-block;
    inline-size: 16px;
    block-size: 16px;
    margin-inline: 4px -20px;
    vertical-align: -3px;
    transition: rotate var(--_quick);
  }

  details[open] > summary .icon {
    rotate: 180deg;
  }

  .other-way {
    display: grid;
    grid-template-columns: 100%;
    gap: 12px;
    margin-block-start: 12px;
    color: var(--_muted);
    font-size: 13px;
  }

  /* The key stands there already. */
  .other-way totp-provision-link::part(fallback) {
    display: none;
  }

  .back {
    margin-block-start: 8px;
    font-size: 13px;
  }

  @container (inline-size >= 560px) {
    .enroll:not(.touch) {
      grid-template-columns: 240px minmax(0, 420px);
      column-gap: 40px;
      max-inline-size: none;

      & > * {
        grid-column: 2;
      }

      & > totp-qr {
        grid-column: 1;
        grid-row: 1 / span 5;
      }
    }
  }
`;
