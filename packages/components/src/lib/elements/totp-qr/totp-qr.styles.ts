import { css } from '../../styles/css.ts';

export const totpQrStyles = css`
  :host {
    display: block;
    inline-size: var(--totp-qr-size, 240px);
    max-inline-size: 100%;
  }

  /* A scanner needs dark on light and a quiet zone, whatever the theme: the plate is always white. */
  .plate {
    display: grid;
    place-items: center;
    aspect-ratio: 1;
    overflow: hidden;
    border: 1px solid light-dark(#d9dbe0, transparent);
    border-radius: var(--_radius);
    background: #fff;
    color: #14161a;
    forced-color-adjust: none;
  }

  svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    fill: currentColor;
    shape-rendering: crispEdges;
    animation: var(--_quick) appear;
  }

  .placeholder {
    inline-size: 70%;
    aspect-ratio: 1;
    border-radius: 8px;
    background: #eef0f3;
    animation: 1.6s 150ms ease-in-out infinite alternate breathe;
  }

  .failed {
    padding: 20px;
    text-align: center;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .placeholder {
      animation: none;
    }
  }
`;
