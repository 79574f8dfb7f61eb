import type { OwnSession } from '@totp-kit/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { Own, Wish } from '../../flow/authenticators-step.ts';
import { alertIcon } from '../../icons.ts';
import type { Texts } from '../../language.ts';
import type { AuthenticatorsMessages } from '../../messages/catalogue.ts';
import { renderCard } from '../../screen-parts.ts';
import { format, renderAuthenticators } from './authenticator-list.ts';
import { withDate } from './fill-in.ts';
import { idOf, renderWishButton } from './wish-button.ts';

/** So few recovery codes are soon none. */
const fewRecoveryCodes = 2;

const moment: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'short' };

export interface ListScreenView {
  readonly texts: Texts<AuthenticatorsMessages>;
  readonly own: Own;
  readonly isBusy: boolean;
  readonly onWish: (wish: Wish) => void;
}

/** Everything that is somebody's own. */
export function renderListScreen(view: ListScreenView): TemplateResult {
  const { texts, own, isBusy, onWish } = view;
  const { authenticators, sessions } = own;
  return renderCard({
    texts,
    isBusy,
    title: texts.ownTitle,
    intro: texts.ownIntro,
    content: html`
      ${renderAuthenticators({ texts, authenticators, onWish })}
      ${authenticators.length > 0 ? renderRecoveryCodes(view) : nothing}
      ${sessions ? html`${renderSessions(sessions, view)}${renderBrowsers(view)}` : nothing}
    `,
  });
}

function renderRecoveryCodes({ texts, own, onWish }: ListScreenView): TemplateResult {
  const { recoveryCodesLeft } = own;
  const isFew = recoveryCodesLeft <= fewRecoveryCodes;
  return html`
    <section part="section" aria-labelledby="codes-title">
      <h3 part="section-title" id="codes-title">${texts.ownCodesTitle}</h3>
      <p class="hint">${texts.ownCodesText}</p>
      <p>${texts.ownCodesLeft.replace('{count}', format(recoveryCodesLeft, texts))}</p>
      ${
        isFew
          ? html`<p class="notice shown" part="notice">
              ${alertIcon}<span>${texts.ownCodesFew}</span>
            </p>`
          : nothing
      }
      <div class="actions">
        ${renderWishButton({
          id: 'renewing',
          label: texts.ownRenew,
          onClick: () => onWish({ name: 'renewing' }),
        })}
      </div>
    </section>
  `;
}

function renderSessions(sessions: readonly OwnSession[], view: ListScreenView): TemplateResult {
  const { texts } = view;
  return html`
    <section part="section" aria-labelledby="sessions-title">
      <h3 part="section-title" id="sessions-title">${texts.ownSessionsTitle}</h3>
      <ul class="items" part="list">
        ${sessions.map((session) => renderSession(session, view))}
      </ul>
    </section>
  `;
}

/** The session of this browser ends by signing out, which is the page's. */
function renderSession(session: OwnSession, { texts, onWish }: ListScreenView): TemplateResult {
  const { sessionId, createdAt, isCurrent } = session;
  const about = `about-${sessionId}`;
  const since = withDate(texts.ownSessionSince, createdAt, {
    locale: texts.locale,
    options: moment,
  });
  return html`
    <li class="item" part="item">
      <div id=${about}>
        <p part="item-title">${isCurrent ? texts.ownSessionHere : texts.ownSessionElsewhere}</p>
        <p class="hint">${since}</p>
      </div>
      ${
        isCurrent
          ? nothing
          : html`<div class="actions">
              ${renderWishButton({
                id: idOf({ name: 'ending-session', session }),
                label: texts.ownEndSession,
                about,
                onClick: () => onWish({ name: 'ending-session', session }),
              })}
            </div>`
      }
    </li>
  `;
}

function renderBrowsers({ texts, onWish }: ListScreenView): TemplateResult {
  return html`
    <section part="section" aria-labelledby="browsers-title">
      <h3 part="section-title" id="browsers-title">${texts.ownBrowsersTitle}</h3>
      <p class="hint">${texts.ownBrowsersText}</p>
      <div class="actions">
        ${renderWishButton({
          id: 'forgetting',
          label: texts.ownForget,
          onClick: () => onWish({ name: 'forgetting' }),
        })}
      </div>
    </section>
  `;
}
