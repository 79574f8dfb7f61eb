import { css } from '../../styles/css.ts';

export const rowMenuStyles = css`
  .menu-place {
    position: relative;
  }

  .menu {
    position: absolute;
    inset-inline-end: 0;
    inset-block-start: 100%;
    z-index: 3;
    min-inline-size: 230px;
    padding: 6px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    background: var(--_raised);
    box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
  }

  .menu.up {
    inset-block: auto 100%;
  }

  .menu-item {
    display: flex;
    align-items: center;
    min-block-size: 36px;
    padding: 4px 10px;
    border-radius: calc(var(--_control-radius) - 4px);
    cursor: pointer;
    white-space: nowrap;
  }

  .menu-item:is(:hover, :focus) {
    background: var(--_soft);
  }

  .menu-item:focus-visible {
    outline-offset: -2px;
  }

  .menu-item[aria-disabled='true'] {
    color: var(--_muted);
    opacity: 0.6;
    cursor: default;
  }

  .menu-item.danger:not([aria-disabled='true']) {
    color: var(--_danger);
  }
`;
