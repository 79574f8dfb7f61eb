import { html, nothing, type TemplateResult } from 'lit';
import { messages } from '../../messages/messages.ts';
import { withLoginId } from '../../screen-parts.ts';

export interface EnrollScreenView {
  /** Whose authenticator it will be; not known while the key is being made. */
  readonly loginId: string | undefined;
  readonly isTouchDevice: boolean;
  /** QR code, link, key and code field, as soon as they are loaded. */
  readonly steps: TemplateResult | undefined;
  /** Where the person typed the login ID, they may change it. */
  readonly onChangeLoginId?: (() => void) | undefined;
}

/** The screen around the steps of an enrollment. */
export function renderEnrollScreen(view: EnrollScreenView): TemplateResult {
  const { loginId, isTouchDevice, steps, onChangeLoginId } = view;
  return html`
    <div
      class="card enroll ${isTouchDevice ? 'touch' : ''}"
      part="screen"
      role="group"
      aria-labelledby="title"
      aria-busy=${loginId === undefined ? 'true' : 'false'}
    >
      <header>
        <h2 id="title" part="title" tabindex="-1">${messages.setupTitle}</h2>
        <p class="intro" part="intro">
          ${loginId === undefined ? messages.setupPreparing : withLoginId(messages.setupIntro, loginId)}
        </p>
        ${
          onChangeLoginId
            ? html`<button class="link back" part="back" type="button" @click=${onChangeLoginId}>
                ${messages.changeLoginId}
              </button>`
            : nothing
        }
      </header>
      ${steps}
    </div>
  `;
}
