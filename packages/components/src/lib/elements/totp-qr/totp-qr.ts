import { ContextConsumer } from '@lit/context';
import { html, LitElement, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { setupContext } from '../../context.ts';
import { provisioningUrlOf } from '../../enrollment-of.ts';
import { FollowFlow } from '../../follow-flow.ts';
import type { SetupStep } from '../../flow/setup-flow.ts';
import { messages } from '../../messages/messages.ts';
import { drawQr, type QrDrawing } from '../../qr/draw-qr.ts';
import { showStates } from '../../show-states.ts';
import { tokens } from '../../styles/tokens.ts';
import { totpQrStyles } from './totp-qr.styles.ts';

/** The light border that a scanner needs around the modules (ISO/IEC 18004 §5.3.8). */
const quietModules = 4;

type Drawing =
  | { readonly name: 'loading' }
  | ({ readonly name: 'ready' } & QrDrawing)
  | { readonly name: 'failed' };

/**
 * The QR code of the enrollment, for the authenticator app of another device. Place it inside `<totp-setup>`, in any
 * layout. Its plate stays white and its quiet zone stays wide whatever the theme, so that it always scans.
 *
 * @summary The QR code of an enrollment, as SVG.
 *
 * @csspart plate - The white plate around the code.
 * @csspart code - The SVG with the code.
 *
 * @cssprop [--totp-qr-size=240px] - Width and height of the plate.
 * @cssprop [--totp-radius=12px] - Rounding of the plate.
 *
 * @cssstate loading - There is no code to show yet.
 * @cssstate ready - The code is shown.
 * @cssstate failed - The code could not be drawn; the key does the same.
 */
export class TotpQrElement extends LitElement {
  static override styles = [tokens, totpQrStyles];

  @state() private drawing: Drawing = { name: 'loading' };

  readonly #internals = this.attachInternals();
  readonly #setup = new ContextConsumer(this, { context: setupContext, subscribe: true });
  readonly #following = new FollowFlow<SetupStep>(this);
  #drawnUrl: string | undefined;

  protected override willUpdate(): void {
    this.#following.follow(this.#setup.value);
    const url = provisioningUrlOf(this.#setup.value?.step);
    if (url === this.#drawnUrl) return;
    this.#drawnUrl = url;
    this.drawing = { name: 'loading' };
    if (url) void this.#draw(url);
  }

  protected override updated(): void {
    showStates(this.#internals, [this.drawing.name]);
  }

  protected override render(): TemplateResult {
    return html`<div class="plate" part="plate">${this.#renderDrawing()}</div>`;
  }

  #renderDrawing(): TemplateResult {
    switch (this.drawing.name) {
      case 'loading':
        return html`<div class="placeholder"></div>`;
      case 'failed':
        return html`<p class="failed">${messages.qrFailed}</p>`;
      case 'ready': {
        const { size, pathData } = this.drawing;
        const outerSize = size + 2 * quietModules;
        return html`
          <svg
            part="code"
            role="img"
            aria-label=${messages.qrAlternative}
            viewBox="${-quietModules} ${-quietModules} ${outerSize} ${outerSize}"
          >
            <path d=${pathData} />
          </svg>
        `;
      }
    }
  }

  async #draw(url: string): Promise<void> {
    const drawing = await drawQr(url).then(
      (drawn): Drawing => ({ name: 'ready', ...drawn }),
      (): Drawing => ({ name: 'failed' }),
    );
    if (url === this.#drawnUrl) this.drawing = drawing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-qr': TotpQrElement;
  }
}
