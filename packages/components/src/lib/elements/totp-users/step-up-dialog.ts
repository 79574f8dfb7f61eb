import { html, nothing, type TemplateResult } from 'lit';
import type { TotpClient } from '../../client/totp-client.ts';
import { closeIcon } from './users-icons.ts';
import { onCancel, onClosed } from './modal.ts';
import type { UsersTexts } from './texts.ts';

export interface StepUpView {
  readonly texts: UsersTexts;
  readonly isOpen: boolean;
  readonly server: string;
  /** Whom to ask instead of the server. */
  readonly client: TotpClient | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks the administrator for a code, so that their session is fresh again. What it tells is nobody else's business. */
export function renderStepUp(view: StepUpView): TemplateResult {
  const { texts, isOpen, server, client, onDone, onClose } = view;
  return html`
    <dialog
      id="step-up"
      part="dialog"
      aria-label=${texts.usersStepUp}
      @cancel=${onCancel(onClose)}
      @close=${onClosed(() => {
        if (isOpen) onClose();
      })}
    >
      ${
        isOpen
          ? html`
              <div class="dialog-close">
                <button
                  class="icon-button"
                  type="button"
                  aria-label=${texts.usersCancel}
                  @click=${onClose}
                >
                  ${closeIcon}
                </button>
              </div>
              <totp-verify
                action="step-up"
                .server=${server}
                .client=${client}
                @totp-ready=${stop}
                @totp-step=${stop}
                @totp-error=${stop}
                @totp-success=${(event: Event) => {
                  stop(event);
                  onDone();
                }}
              ></totp-verify>
            `
          : nothing
      }
    </dialog>
  `;
}

function stop(event: Event): void {
  event.stopPropagation();
}
