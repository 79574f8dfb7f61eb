import { html, nothing, svg, type TemplateResult } from 'lit';
import { SetupConsumer } from '../../context.ts';
import { icon } from '../../icons.ts';
import type { KeyMessages } from '../../messages/catalogue.ts';
import { keyEn } from '../../messages/key-en.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { TotpElement } from '../../totp-element.ts';
import { totpProvisionLinkStyles } from './totp-provision-link.styles.ts';

/** A page that can still be seen this long after the tap was not left for an app. */
const patienceMs = 2_500;

const openIcon = icon(
  svg`<rect x="5.5" y="2.5" width="9" height="15" rx="2.2"/><path d="M9 14.8h2"/>`,
);

/**
 * The link that opens the authenticator app of this device. Place it inside `<totp-setup>`, in any layout. A browser
 * does not say whether an app opened; when the page is still in sight after 2.5 seconds, the element offers the key.
 *
 * @summary Opens the authenticator app of this device.
 *
 * @slot - What the link says.
 *
 * @csspart link - The link.
 * @csspart fallback - The offer of the key, when no app seems to have opened.
 *
 * @cssstate missed - No app seems to have opened.
 */
export class TotpProvisionLinkElement extends TotpElement {
  static override styles = [tokens, controls, totpProvisionLinkStyles];

  static override properties = {
    appearance: { reflect: true },
    isMissed: { state: true },
  };

  /** `button` for the one next thing, `text` for a way beside it. */
  appearance: 'button' | 'text' = 'button';

  private isMissed = false;

  readonly #setup = new SetupConsumer(this);
  #cancelWaiting: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWaiting();
  }

  protected override updated(): void {
    this.showStates(...(this.isMissed ? ['missed'] : []));
  }

  protected override render(): TemplateResult {
    const url = this.#setup.provisioningUrl;
    return html`
      <a
        class=${this.appearance === 'button' ? 'button wide' : 'link'}
        part="link"
        href=${url ?? nothing}
        @click=${this.#onOpen}
      >
        ${this.appearance === 'button' ? openIcon : nothing}
        <slot>${this.#texts.openApp}</slot>
      </a>
      <div class="fallback" part="fallback" role="status" ?hidden=${!this.isMissed}>
        ${
          this.isMissed
            ? html`<p>${this.#texts.openAppMissed}</p>
                <totp-key></totp-key>`
            : nothing
        }
      </div>
    `;
  }

  get #texts(): KeyMessages {
    return this.language.in(keyEn);
  }

  readonly #onOpen = (): void => {
    this.#stopWaiting();
    document.addEventListener('visibilitychange', this.#stopWaiting);
    this.#cancelWaiting = this.clock.after(patienceMs, () => {
      this.#stopWaiting();
      this.isMissed = document.visibilityState === 'visible';
    });
  };

  readonly #stopWaiting = (): void => {
    this.#cancelWaiting?.();
    document.removeEventListener('visibilitychange', this.#stopWaiting);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-provision-link': TotpProvisionLinkElement;
  }
}
