import type { Authenticator } from '@totp-kit/protocol';
import { html, type TemplateResult } from 'lit';
import type { Wish } from '../../flow/authenticators-step.ts';
import type { Texts } from '../../language.ts';
import type { AuthenticatorsMessages } from '../../messages/catalogue.ts';
import { withDate } from './fill-in.ts';
import { idOf, renderWishButton } from './wish-button.ts';

/** As many as a server keeps for one user. */
const mostAuthenticators = 3;

const day: Intl.DateTimeFormatOptions = { dateStyle: 'long' };

export interface AuthenticatorListView {
  readonly texts: Texts<AuthenticatorsMessages>;
  readonly authenticators: readonly Authenticator[];
  readonly onWish: (wish: Wish) => void;
}

/** What an authenticator is called. */
export function nameOf({ label }: Authenticator, texts: AuthenticatorsMessages): string {
  return label ?? texts.ownUnnamed;
}

/** The authenticators, each with what can be done with it, and the way to another one. */
export function renderAuthenticators(view: AuthenticatorListView): TemplateResult {
  const { texts, authenticators, onWish } = view;
  return html`
    ${
      authenticators.length === 0
        ? html`<p class="none">${texts.ownNone}</p>`
        : html`<ul class="items" part="list">
            ${authenticators.map((authenticator) => renderAuthenticator(authenticator, view))}
          </ul>`
    }
    ${
      authenticators.length < mostAuthenticators
        ? html`<button
            class="button wide"
            part="add"
            id="adding"
            type="button"
            @click=${() => onWish({ name: 'adding' })}
          >
            ${texts.ownAdd}
          </button>`
        : html`<p class="hint" part="hint">
            ${texts.ownLimit.replace('{count}', format(authenticators.length, texts))}
          </p>`
    }
  `;
}

/** A number as it is written where the person lives. */
export function format(count: number, { locale }: Texts<object>): string {
  try {
    return count.toLocaleString(locale);
  } catch {
    return String(count);
  }
}

function renderAuthenticator(
  authenticator: Authenticator,
  { texts, onWish }: AuthenticatorListView,
): TemplateResult {
  const { authenticatorId, createdAt, lastUsedAt } = authenticator;
  const view = { locale: texts.locale, options: day };
  const describedBy = `name-${authenticatorId}`;
  const buttons = [
    ['renaming', texts.ownRename],
    ['replacing', texts.ownReplace],
    ['removing', texts.ownRemove],
  ] as const;
  return html`
    <li class="item" part="item">
      <h3 part="item-title" id=${describedBy}><bdi>${nameOf(authenticator, texts)}</bdi></h3>
      <p class="hint">${withDate(texts.ownAddedOn, createdAt, view)}</p>
      <p class="hint">
        ${lastUsedAt ? withDate(texts.ownLastUsedOn, lastUsedAt, view) : texts.ownNeverUsed}
      </p>
      <div class="actions">
        ${buttons.map(([name, label]) =>
          renderWishButton({
            id: idOf({ name, authenticator }),
            label,
            about: describedBy,
            onClick: () => onWish({ name, authenticator }),
          }),
        )}
      </div>
    </li>
  `;
}
