import { css } from 'lit';

export const shellStyles = css`
  :host {
    display: grid;
    grid-template-areas: 'header' 'nav' 'main';
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto auto 1fr;
    min-block-size: 100vh;
  }

  [hidden] {
    display: none !important;
  }

  .skip {
    position: absolute;
    inset-inline-start: 8px;
    inset-block-start: -60px;
    z-index: 3;
    padding: 10px 16px;
    border: 0;
    border-radius: 8px;
    background: var(--_accent);
    color: var(--_on-accent);
    font: inherit;
  }

  .skip:focus {
    inset-block-start: 8px;
  }

  header {
    grid-area: header;
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--_line);
    background: light-dark(#fff, #191c21);
  }

  .product {
    margin-inline-end: auto;
    border-radius: 4px;
    color: inherit;
    font-weight: 650;
    text-decoration: none;
  }

  .product span {
    color: var(--_muted);
    font-weight: 400;
  }

  .who {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    font-size: 13px;
  }

  .who bdi {
    max-inline-size: min(40vw, 24ch);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .role {
    padding: 1px 8px;
    border: 1px solid var(--_line);
    border-radius: 99px;
    color: var(--_muted);
  }

  nav {
    grid-area: nav;
    overflow-x: auto;
    border-block-end: 1px solid var(--_line);
    background: light-dark(#fff, #191c21);
  }

  nav ul {
    display: flex;
    gap: 4px;
    margin: 0;
    padding: 0 12px;
    list-style: none;
  }

  nav a {
    display: block;
    padding: 10px 12px;
    border-block-end: 3px solid transparent;
    color: var(--_muted);
    font-weight: 550;
    text-decoration: none;
    white-space: nowrap;
  }

  nav a:hover {
    color: var(--_text);
  }

  nav a[aria-current='page'] {
    border-block-end-color: var(--_accent);
    color: var(--_accent);
  }

  :is(nav a, .product):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  main {
    grid-area: main;
    min-inline-size: 0;
    padding: 16px;
  }

  main > h1 {
    margin: 0 0 12px;
    font-size: 22px;
    font-weight: 650;
    line-height: 1.25;
  }

  h1:focus {
    outline: none;
  }

  .wait {
    padding: 32px;
    text-align: center;
  }

  dialog.return {
    inline-size: 100vw;
    max-inline-size: none;
    block-size: 100vh;
    max-block-size: none;
    padding: 0;
    border: 0;
    background: light-dark(#fbfbfc, #131519);
    color: inherit;
    overflow: auto;
  }

  /* The dialog says it already. */
  console-dialog totp-verify::part(title),
  console-dialog totp-verify::part(intro) {
    display: none;
  }

  console-dialog totp-verify {
    --totp-padding: 0;
  }

  /* What lies over other things there has the ground of the page. */
  totp-users {
    --totp-surface: light-dark(#fbfbfc, #131519);
  }

  @media (forced-colors: active) {
    nav a {
      border-block-end-color: Canvas;
    }

    nav a[aria-current='page'] {
      border-block-end-color: Highlight;
    }
  }

  @media (min-width: 900px) {
    main {
      padding: 24px 32px 48px;
    }

    header,
    nav {
      padding-inline: 32px;
    }

    nav ul {
      padding: 0;
      margin-inline-start: -12px;
    }
  }

  @media (min-width: 1440px) {
    main {
      inline-size: 100%;
      max-inline-size: 1440px;
      margin-inline: auto;
    }
  }
`;
