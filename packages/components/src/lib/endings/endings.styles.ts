import { css } from '../styles/css.ts';

/** Screens that only tell something. */
export const endingStyles = css`
  .message {
    display: grid;
    justify-items: start;
    gap: 4px;
  }

  .message form {
    inline-size: 100%;
  }

  .badge {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    margin-block-end: 12px;
    border-radius: 50%;
    background: var(--_soft);
    color: var(--_muted);
  }

  .badge.danger {
    background: var(--_danger-soft);
    color: var(--_danger);
  }

  .badge .icon {
    inline-size: 24px;
    block-size: 24px;
  }

  .badge.success {
    background: var(--_success-soft);
    color: var(--_success);
  }

  .badge.success path {
    stroke-dasharray: 18;
    animation: 300ms 80ms ease-out backwards draw;
  }

  @keyframes draw {
    from {
      stroke-dashoffset: 18;
    }
  }

  .developers {
    margin-block-start: 16px;
    padding: 12px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    background: var(--_soft);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .developers strong {
    display: block;
    font-weight: 600;
  }

  @media (prefers-reduced-motion: reduce) {
    .badge.success path {
      animation: none;
    }
  }
`;
