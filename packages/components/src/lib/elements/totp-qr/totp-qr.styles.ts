import { css } from '../../styles/css.ts';

/*
 * A scanner needs dark on light and a quiet zone, whatever the page: what that hangs on is `!important` here, which no
 * style of the page outranks. The code stands on a light square of its own, so that it needs no background either.
 */
export const totpQrStyles = css`
  :host {
    /* Tells whether a theme wants anything, and by its transition when it wants something else. */
    --_wishes: var(--totp-qr-color,) var(--totp-qr-plate,) var(--totp-qr-module-shape,);
    display: block;
    inline-size: var(--totp-qr-size, 240px);
  }

  :host([size]) {
    inline-size: fit-content;
  }

  :host,
  .plate {
    max-inline-size: 100%;
    opacity: 1 !important;
    filter: none !important;
    mix-blend-mode: normal !important;
    clip-path: none !important;
    mask: none !important;
    overflow: visible !important;
  }

  .plate {
    display: grid;
    place-items: center;
    block-size: auto !important;
    aspect-ratio: 1;
    border: 1px solid light-dark(#d9dbe0, transparent);
    border-radius: min(var(--_radius), var(--_quiet));
    transform: none !important;
    scale: none !important;
    transition: --_wishes 1ms step-start allow-discrete !important;
    forced-color-adjust: none !important;
  }

  .plate::before,
  .plate::after {
    content: none !important;
  }

  svg {
    --_quiet: inherit !important;
    all: initial !important;
    display: block !important;
    inline-size: 100% !important;
    border-radius: min(var(--_radius), var(--_quiet)) !important;
    overflow: hidden !important;
    visibility: inherit !important;
    forced-color-adjust: none !important;
  }

  path {
    animation: var(--_quick) appear;
  }

  .placeholder {
    inline-size: 70%;
    aspect-ratio: 1;
    border-radius: 8px;
    background: #14161a12;
    animation: 1.6s 150ms ease-in-out infinite alternate breathe;
  }

  .failed {
    padding: 20px;
    color: #14161a;
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

  @media print {
    :host,
    .plate {
      inline-size: 50mm !important;
      max-inline-size: none !important;
    }

    rect {
      fill: #fff !important;
    }

    path {
      fill: #000 !important;
    }
  }
`;
