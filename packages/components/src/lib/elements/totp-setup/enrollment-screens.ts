import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { chevronIcon } from '../../enrollment-icons.ts';
import { enrollmentOf } from '../../enrollment-of.ts';
import type { SetupStep } from '../../flow/setup-flow.ts';
import { MediaQuery, touchDevice } from '../../media-query.ts';
import { renderMessageScreen, type WayOn } from '../../message-screen.ts';
import { enrollmentMessages } from '../../messages/enrollment-messages.ts';
import { messages } from '../../messages/messages.ts';
import { withLoginId } from '../../screen-parts.ts';
import { enrollmentControls } from '../../styles/enrollment-controls.ts';
import { enrollmentStyles } from './enrollment-screens.styles.ts';

export interface EnrollView {
  readonly step: SetupStep;
  /** Where the person typed the login ID, they may change it. */
  readonly onChangeLoginId?: (() => void) | undefined;
}

/** The screens of `<totp-setup>` from the key on, which it need not have before. */
export class EnrollmentScreens {
  readonly #host: LitElement;
  readonly #touch: MediaQuery;
  #isOtherWayOpen = false;

  constructor(host: LitElement) {
    this.#host = host;
    this.#touch = new MediaQuery(host, touchDevice);
    for (const { styleSheet } of [enrollmentControls, enrollmentStyles]) {
      if (styleSheet) host.shadowRoot?.adoptedStyleSheets.push(styleSheet);
    }
  }

  /** The screen with QR code, link, key and code field, which find their data by context. */
  renderEnroll({ step, onChangeLoginId }: EnrollView): TemplateResult {
    // Not known while the key is being made.
    const loginId = enrollmentOf(step)?.loginId;
    return html`
      <div
        class="card enroll ${this.#touch.matches ? 'touch' : ''}"
        part="screen"
        role="group"
        aria-labelledby="title"
        aria-busy=${loginId === undefined}
      >
        <header>
          <h2 id="title" part="title" tabindex="-1">${messages.setupTitle}</h2>
          <p class="intro" part="intro">
            ${loginId === undefined ? messages.setupPreparing : withLoginId(enrollmentMessages.setupIntro, loginId)}
          </p>
          ${
            onChangeLoginId
              ? html`<button class="link back" part="back" type="button" @click=${onChangeLoginId}>
                  ${enrollmentMessages.changeLoginId}
                </button>`
              : nothing
          }
        </header>
        ${this.#touch.matches ? this.#renderOpenFirst() : this.#renderScanFirst()}
        <div class="step code-step">
          <span class="number" aria-hidden="true">2</span>
          <totp-verify
            exportparts="label, code-field, cell, code-input, hint, notice, submit"
          ></totp-verify>
        </div>
      </div>
    `;
  }

  renderExpired(wayOn: WayOn): TemplateResult {
    return renderMessageScreen({
      mood: 'expired',
      title: enrollmentMessages.expiredTitle,
      text: enrollmentMessages.expiredText,
      wayOn: { ...wayOn, label: enrollmentMessages.startAgain },
    });
  }

  renderSetUp(loginId: string): TemplateResult {
    return renderMessageScreen({
      mood: 'success',
      title: enrollmentMessages.setupDoneTitle,
      text: withLoginId(enrollmentMessages.setupDoneText, loginId),
    });
  }

  /** The confirmation had worked, but its answer was lost. */
  renderWasSetUp(): TemplateResult {
    return renderMessageScreen({
      mood: 'success',
      title: enrollmentMessages.setupWasDoneTitle,
      text: messages.notices.enrollment_confirmed,
    });
  }

  #renderScanFirst(): TemplateResult {
    return html`
      ${renderFirstStep(enrollmentMessages.scanStep)}
      <totp-qr exportparts="plate, code"></totp-qr>
      ${this.#renderOtherWay(
        enrollmentMessages.cannotScan,
        html`
          ${renderKey()}
          <totp-provision-link appearance="text" exportparts="link, fallback"></totp-provision-link>
        `,
      )}
    `;
  }

  #renderOpenFirst(): TemplateResult {
    return html`
      ${renderFirstStep(enrollmentMessages.openStep)}
      <totp-provision-link exportparts="link, fallback"></totp-provision-link>
      ${this.#renderOtherWay(
        enrollmentMessages.anotherDevice,
        html`<totp-qr exportparts="plate, code"></totp-qr>${renderKey()}`,
      )}
    `;
  }

  /** Opens in place. What is inside is made only then, so that nothing is drawn for it before. */
  #renderOtherWay(summary: string, content: TemplateResult): TemplateResult {
    return html`
      <details part="other-way" ?open=${this.#isOtherWayOpen} @toggle=${this.#onToggleOtherWay}>
        <summary class="link">${summary}${chevronIcon}</summary>
        <div class="other-way">${this.#isOtherWayOpen ? content : nothing}</div>
      </details>
    `;
  }

  readonly #onToggleOtherWay = (event: Event): void => {
    this.#isOtherWayOpen = (event.currentTarget as HTMLDetailsElement).open;
    this.#host.requestUpdate();
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

function renderKey(): TemplateResult {
  return html`
    <p>${enrollmentMessages.keyIntro}</p>
    <totp-key exportparts="key, copy"></totp-key>
  `;
}
