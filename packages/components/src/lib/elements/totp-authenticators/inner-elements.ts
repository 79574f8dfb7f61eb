import type { Authenticator } from '@totp-kit/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { TotpErrorEvent, TotpSuccessEvent } from '../../events.ts';
import type { Texts } from '../../language.ts';
import type { AuthenticatorsMessages } from '../../messages/catalogue.ts';
import type { TicketElement } from '../../ticket-element.ts';
import { nameOf } from './authenticator-list.ts';
import { withLabel } from './fill-in.ts';

/** Everything that the elements inside name by `part`. */
const parts =
  'screen, title, intro, submit, notice, badge, other-way, plate, code, link, fallback, key, copy, label: code-label, code-field, cell, code-input, recovery-code, hint, codes, action';

export interface InnerView {
  readonly host: TicketElement & { readonly label: string | undefined };
  readonly texts: Texts<AuthenticatorsMessages>;
  readonly onUpdate: () => void;
  readonly onSuccess: (event: TotpSuccessEvent) => void;
  readonly onCancel: () => void;
}

export interface InnerSetupView extends InnerView {
  /** The authenticator that ends when the new one is confirmed. */
  readonly replaced: Authenticator | undefined;
  readonly onError: (event: TotpErrorEvent) => void;
}

/** The setup of another authenticator, and above it what becomes of the one that it replaces. */
export function renderInnerSetup(view: InnerSetupView): TemplateResult {
  const { host, texts, replaced } = view;
  return html`
    ${
      replaced &&
      html`<p class="note" part="hint" dir=${texts.direction ?? nothing}>
        ${withLabel(texts.ownReplaceNote, nameOf(replaced, texts))}
      </p>`
    }
    <totp-setup
      exportparts=${parts}
      action="update-user"
      .ticket=${host.ticket}
      .label=${replaced?.label ?? host.label}
      .replaces=${replaced?.authenticatorId}
      .isSignedIn=${!host.ticket}
      .client=${host.client}
      .clock=${host.clock}
      .server=${host.server}
      .storage=${host.storage}
      .errors=${host.errors}
      .whenUpdated=${view.onUpdate}
      @totp-ready=${stop}
      @totp-error=${view.onError}
      @totp-success=${view.onSuccess}
      >${passSlots(host)}</totp-setup
    >
    ${renderBack(view)}
  `;
}

/** The code that makes a session fresh again. */
export function renderInnerStepUp(view: InnerView): TemplateResult {
  const { host } = view;
  return html`
    <totp-verify
      exportparts=${parts}
      action="step-up"
      .client=${host.client}
      .clock=${host.clock}
      .server=${host.server}
      .storage=${host.storage}
      .errors=${host.errors}
      .whenUpdated=${view.onUpdate}
      @totp-ready=${stop}
      @totp-success=${view.onSuccess}
      >${passSlots(host)}</totp-verify
    >
    ${renderBack(view)}
  `;
}

function renderBack({ texts, onCancel }: InnerView): TemplateResult {
  return html`<p class="back-row" dir=${texts.direction ?? nothing}>
    <button class="link" part="back" type="button" @click=${onCancel}>${texts.ownCancel}</button>
  </p>`;
}

/** The page's screens and messages stand in the element that shows them. */
function passSlots({ ownScreens }: TicketElement): TemplateResult[] {
  return [...new Set(ownScreens.list())].map(
    (slot) => html`<slot name=${slot} slot=${slot}></slot>`,
  );
}

function stop(event: Event): void {
  event.stopPropagation();
}
