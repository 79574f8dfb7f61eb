import { css } from './css.ts';

/** The card that every whole screen stands on, and the screens that only tell something. */
export const screens = css`
  :host {
    display: block;
    inline-size: 100%;
    margin-inline: auto;
  }

  .card {
    max-inline-size: 420px;
    margin-inline: auto;
    padding: var(--totp-padding, 16px);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
  }

  @container (inline-size >= 420px) {
    .card {
      padding: var(--totp-padding, 24px);
    }
  }

  form {
    display: grid;
    gap: 16px;
    margin-block-start: 20px;
  }
`;
