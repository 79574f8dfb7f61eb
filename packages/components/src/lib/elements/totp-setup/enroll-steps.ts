import { html, nothing, type TemplateResult } from 'lit';
import { chevronIcon } from '../../icons.ts';
import { messages } from '../../messages/messages.ts';

export interface EnrollStepsView {
  readonly isTouchDevice: boolean;
  readonly isOtherWayOpen: boolean;
  readonly onToggleOtherWay: (isOpen: boolean) => void;
}

/** QR code, link, key and code field, which find their data by context. */
export function renderEnrollSteps(view: EnrollStepsView): TemplateResult {
  return html`
    ${view.isTouchDevice ? renderOpenFirst(view) : renderScanFirst(view)}
    <div class="step code-step">
      <span class="number" aria-hidden="true">2</span>
      <totp-verify
        exportparts="label, code-field, cell, code-input, hint, notice, submit"
      ></totp-verify>
    </div>
  `;
}

function renderScanFirst(view: EnrollStepsView): TemplateResult {
  return html`
    ${renderFirstStep(messages.scanStep)}
    <totp-qr exportparts="plate, code"></totp-qr>
    ${renderOtherWay(view, {
      summary: messages.cannotScan,
      content: html`
        ${renderKey()}
        <totp-provision-link appearance="text" exportparts="link, fallback"></totp-provision-link>
      `,
    })}
  `;
}

function renderOpenFirst(view: EnrollStepsView): TemplateResult {
  return html`
    ${renderFirstStep(messages.openStep)}
    <totp-provision-link exportparts="link, fallback"></totp-provision-link>
    ${renderOtherWay(view, {
      summary: messages.anotherDevice,
      content: html`<totp-qr exportparts="plate, code"></totp-qr>${renderKey()}`,
    })}
  `;
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
    <p>${messages.keyIntro}</p>
    <totp-key exportparts="key, copy"></totp-key>
  `;
}

/** Opens in place. What is inside is made only then, so that nothing is drawn for it before. */
function renderOtherWay(
  { isOtherWayOpen, onToggleOtherWay }: EnrollStepsView,
  { summary, content }: { summary: string; content: TemplateResult },
): TemplateResult {
  return html`
    <details
      part="other-way"
      ?open=${isOtherWayOpen}
      @toggle=${(event: Event) => onToggleOtherWay((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary class="link">${summary}${chevronIcon}</summary>
      <div class="other-way">${isOtherWayOpen ? content : nothing}</div>
    </details>
  `;
}
