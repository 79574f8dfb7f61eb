import { TotpError } from '@totp-kit/protocol/errors';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ConnectedElement } from '../../connected-element.ts';
import { icon } from '../../icons.ts';
import { enrollmentOf } from '../../context.ts';
import type { SetupStep } from '../../flow/setup-flow.ts';
import type { Texts } from '../../language.ts';
import type { EnrollmentMessages } from '../../messages/catalogue.ts';
import { enrollmentEn } from '../../messages/enrollment-en.ts';
import { withLoginId } from '../../screen-parts.ts';
import { wordNotice } from '../../show-notice.ts';
import { loadKeyParts, type KeyParts } from '../load-key-parts.ts';

/** A phone or a tablet: the authenticator app is probably on this device. */
export const touchDevice = '(hover: none) and (pointer: coarse)';

const chevronIcon = icon(svg`<path d="m6 8 4 4 4-4"/>`);

export interface EnrollView {
  readonly step: SetupStep;
  /** Where the person typed the login ID, they may change it. */
  readonly onChangeLoginId?: (() => void) | undefined;
}

/** The screens of `<totp-setup>` from the key on, which it need not have before. */
export class EnrollmentScreens {
  readonly #host: ConnectedElement;
  #isOtherWayOpen = false;
  #keyParts: KeyParts | undefined;
  #keyFault: TotpError | undefined;

  constructor(host: ConnectedElement) {
    this.#host = host;
    if (this.#isTouch) void this.#loadKey();
  }

  /** The screen with QR code, link, key and code field, which find their data by context. */
  renderEnroll({ step, onChangeLoginId }: EnrollView): TemplateResult {
    const texts = this.#texts;
    // Not known while the key is being made.
    const loginId = enrollmentOf(step)?.loginId;
    return html`
      <div
        class="card enroll ${this.#isTouch ? 'touch' : ''}"
        part="screen"
        dir=${texts.direction ?? nothing}
        role="group"
        aria-labelledby="title"
        aria-busy=${loginId === undefined}
      >
        <header>
          <h2 id="title" part="title" tabindex="-1">${texts.setupTitle}</h2>
          <p class="intro" part="intro">
            ${loginId === undefined ? texts.setupPreparing : withLoginId(texts.setupIntro, loginId)}
          </p>
          ${
            onChangeLoginId
              ? html`<button class="link back" part="back" type="button" @click=${onChangeLoginId}>
                  ${texts.changeLoginId}
                </button>`
              : nothing
          }
        </header>
        ${this.#isTouch ? this.#renderOpenFirst(texts) : this.#renderScanFirst(texts)}
        <div class="step code-step">
          <span class="number" aria-hidden="true">2</span>
          <totp-verify exportparts="label, code-field, cell, code-input, hint, notice, submit"
            >${this.#passErrorSlots()}</totp-verify
          >
        </div>
      </div>
    `;
  }

  get #isTouch(): boolean {
    return matchMedia(touchDevice).matches;
  }

  get #texts(): Texts<EnrollmentMessages> {
    return this.#host.language.in(enrollmentEn);
  }

  /** The page's own messages stand in the element that shows them. */
  #passErrorSlots(): TemplateResult[] {
    return this.#host.ownScreens
      .list()
      .filter((slot) => slot.startsWith('error-'))
      .map((slot) => html`<slot name=${slot} slot=${slot}></slot>`);
  }

  #renderScanFirst(texts: EnrollmentMessages): TemplateResult {
    return html`
      ${renderFirstStep(texts.scanStep)}
      <totp-qr exportparts="plate, code"></totp-qr>
      ${this.#renderOtherWay(
        texts.cannotScan,
        html`
          ${this.#renderKey()}
          <totp-provision-link appearance="text" exportparts="link, fallback"></totp-provision-link>
        `,
      )}
    `;
  }

  #renderOpenFirst(texts: EnrollmentMessages): TemplateResult {
    return html`
      ${renderFirstStep(texts.openStep)}
      <totp-provision-link exportparts="link, fallback"></totp-provision-link>
      ${this.#renderOtherWay(
        texts.anotherDevice,
        html`<totp-qr exportparts="plate, code"></totp-qr>${this.#renderKey()}`,
      )}
    `;
  }

  /** Opens in place. What is inside is made only then, so that nothing is drawn for it before. */
  #renderOtherWay(summary: string, content: TemplateResult): TemplateResult {
    return html`
      <details part="other-way" ?open=${this.#isOtherWayOpen} @toggle=${this.#onToggleOtherWay}>
        <summary class="link">${summary}${chevronIcon}</summary>
        <div class="other-way">
          ${this.#isOtherWayOpen ? (wordNotice(this.#host, this.#keyFault) ?? content) : nothing}
        </div>
      </details>
    `;
  }

  #renderKey(): TemplateResult | undefined {
    return this.#keyParts?.renderKey(this.#host.language);
  }

  async #loadKey(): Promise<void> {
    this.#keyFault = undefined;
    try {
      this.#keyParts = await loadKeyParts();
    } catch (cause) {
      this.#keyFault = new TotpError('server_unreachable', { cause });
    }
    this.#host.requestUpdate();
  }

  readonly #onToggleOtherWay = (event: Event): void => {
    this.#isOtherWayOpen = (event.currentTarget as HTMLDetailsElement).open;
    this.#host.requestUpdate();
    if (this.#isOtherWayOpen) void this.#loadKey();
  };
}

function renderFirstStep(title: string): TemplateResult {
  return html`
    <div class="step">
      <span class="number" aria-hidden="true">1</span>
      <h3>${title}</h3>
    </div>
  `;
}
