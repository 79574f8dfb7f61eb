import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { SetupConsumer } from '../../context.ts';
import { copyIcon, Copying } from '../../copying.ts';
import { focusInside } from '../../focus-inside.ts';
import { checkIcon } from '../../icons.ts';
import { downloadIcon, printIcon } from '../../keeping-icons.ts';
import { endingsFor } from '../../load-endings.ts';
import { coreEn } from '../../messages/core-en.ts';
import { recoveryEn } from '../../messages/recovery-en.ts';
import { onSubmit, renderCard, renderSubmit } from '../../screen-parts.ts';
import { controls } from '../../styles/controls.ts';
import { screens } from '../../styles/screens.ts';
import { tokens } from '../../styles/tokens.ts';
import { TotpElement } from '../../totp-element.ts';
import { printSheet } from './print-sheet.ts';
import { TotpSavedEvent } from './totp-saved-event.ts';
import { totpRecoveryCodesStyles } from './totp-recovery-codes.styles.ts';

const copiedForMs = 2_500;

/**
 * Recovery codes, shown once: to copy, download or print, and to confirm that they are saved. Inside `<totp-setup>`
 * it finds them by itself; elsewhere a page gives them as the `codes` property.
 *
 * @summary Recovery codes, to keep.
 *
 * @fires {TotpSavedEvent} totp-saved - The person says that they have saved the codes.
 *
 * @csspart screen - The whole screen.
 * @csspart badge - The check above the title.
 * @csspart title - Its title.
 * @csspart intro - The sentence below the title.
 * @csspart codes - The list of the codes.
 * @csspart action - One of the buttons that copy, download and print.
 * @csspart submit - The button that says that they are saved.
 * @csspart hint - What became of copying.
 *
 * @cssstate copied - The codes have just been copied.
 * @cssstate copy-failed - The browser refused to copy; the codes are selected instead.
 */
export class TotpRecoveryCodesElement extends TotpElement {
  static override styles = [tokens, controls, screens, totpRecoveryCodesStyles];

  static override properties: PropertyDeclarations = {
    codes: { attribute: false },
    loginId: { attribute: 'login-id' },
  };

  /** The codes, where they don't come from a `<totp-setup>` around the element. */
  codes: readonly string[] = [];

  /** Whose they are, for the printed or downloaded sheet. */
  loginId: string | undefined;

  readonly #setup = new SetupConsumer(this);
  readonly #copying = new Copying(this, copiedForMs);
  #endPrinting: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endPrinting?.();
  }

  override focus(): void {
    void focusInside(this, '#title');
  }

  protected override updated(): void {
    // The looks of its badge.
    endingsFor(this);
    this.showStates(...this.#copying.states);
  }

  protected override render(): TemplateResult {
    const texts = this.language.in({ ...coreEn, ...recoveryEn });
    const { isCopied, hasFailed } = this.#copying;
    return renderCard({
      texts,
      title: texts.recoveryTitle,
      intro: texts.recoveryIntro,
      ending: { mood: 'success', icon: checkIcon },
      content: html`
        <ul class="codes" part="codes" dir="ltr" translate="no" aria-label=${texts.recoveryList}>
          ${this.#codes.map((code) => html`<li>${code}</li>`)}
        </ul>
        <div class="actions">
          ${renderAction(isCopied ? checkIcon : copyIcon, {
            label: isCopied ? texts.recoveryCopied : texts.recoveryCopy,
            onClick: () => void this.#copying.copy(this.#codes.join('\n'), '.codes'),
          })}
          ${renderAction(downloadIcon, {
            label: texts.recoveryDownload,
            onClick: () => this.#download(),
          })}
          ${renderAction(printIcon, {
            label: texts.recoveryPrint,
            onClick: () => this.#print(),
          })}
        </div>
        <p class="hint" part="hint" role="status">${hasFailed ? texts.recoveryCopyFailed : ''}</p>
        <form @submit=${onSubmit(() => this.#onSaved())}>
          ${renderSubmit({ label: texts.recoverySaved, isBusy: false })}
        </form>
      `,
    });
  }

  get #codes(): readonly string[] {
    const { step } = this.#setup;
    return step?.name === 'recovery-codes' ? step.confirmation.recoveryCodes : this.codes;
  }

  get #title(): string {
    const { step } = this.#setup;
    const loginId =
      step?.name === 'recovery-codes' ? step.confirmation.user.loginId : (this.loginId ?? '');
    const whose = `${loginId} (${location.host})`.trim();
    return this.language.in(recoveryEn).recoverySheet.replace('{loginId}', () => whose);
  }

  #download(): void {
    const text = [this.#title, '', ...this.#codes, ''].join('\n');
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href: url, download: fileName }).click();
    URL.revokeObjectURL(url);
  }

  #print(): void {
    this.#endPrinting?.();
    this.#endPrinting = printSheet(this.#title, this.#codes);
  }

  #onSaved(): void {
    this.#setup.flow?.acknowledge();
    this.dispatchEvent(new TotpSavedEvent());
  }
}

const fileName = 'recovery-codes.txt';

interface ActionView {
  readonly label: string;
  readonly onClick: () => void;
}

function renderAction(icon: TemplateResult<2>, { label, onClick }: ActionView): TemplateResult {
  return html`
    <button class="button quiet" part="action" type="button" @click=${onClick}>
      ${icon}<span>${label}</span>
    </button>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-recovery-codes': TotpRecoveryCodesElement;
  }
}
