import { html, nothing, type TemplateResult } from 'lit';
import type { Wish } from '../../flow/authenticators-step.ts';

export interface WishButtonView {
  readonly id: string;
  readonly label: string;
  /** The ID of what it is about, for people who do not see what it stands beside. */
  readonly about?: string | undefined;
  readonly onClick: () => void;
}

/** One of the things that can be done. */
export function renderWishButton({ id, label, about, onClick }: WishButtonView): TemplateResult {
  return html`<button
    class="button quiet"
    part="action"
    id=${id}
    type="button"
    aria-labelledby=${about ? `${id} ${about}` : nothing}
    @click=${onClick}
  >
    ${label}
  </button>`;
}

/** The ID of the button that a wish comes from, where the focus goes back to. */
export function idOf(wish: Wish): string {
  if ('authenticator' in wish) return `${wish.name}-${wish.authenticator.authenticatorId}`;
  return 'session' in wish ? `${wish.name}-${wish.session.sessionId}` : wish.name;
}
