import { html, type TemplateResult } from 'lit';
import { SetupConsumer } from '../../context.ts';
import { enrollmentOf, provisioningUrlOf } from '../../enrollment-of.ts';
import type { EnrollmentMessages } from '../../messages/catalogue.ts';
import { enrollmentEn } from '../../messages/enrollment-en.ts';
import { drawQr, type QrDrawing } from '../../qr/draw-qr.ts';
import { tokens } from '../../styles/tokens.ts';
import { TotpElement } from '../../totp-element.ts';
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
export class TotpQrElement extends TotpElement {
  static override styles = [tokens, totpQrStyles];

  static override properties = {
    drawing: { state: true },
  };

  private drawing: Drawing = { name: 'loading' };

  readonly #setup = new SetupConsumer(this);
  #drawnUrl: string | undefined;

  protected override willUpdate(): void {
    const url = provisioningUrlOf(enrollmentOf(this.#setup.step));
    if (url === this.#drawnUrl) return;
    this.#drawnUrl = url;
    this.drawing = url ? draw(url) : { name: 'loading' };
  }

  protected override updated(): void {
    this.showStates(this.drawing.name);
  }

  protected override render(): TemplateResult {
    return html`<div class="plate" part="plate">${this.#renderDrawing()}</div>`;
  }

  get #texts(): EnrollmentMessages {
    return this.language.in(enrollmentEn);
  }

  #renderDrawing(): TemplateResult {
    switch (this.drawing.name) {
      case 'loading':
        return html`<div class="placeholder"></div>`;
      case 'failed':
        return html`<p class="failed">${this.#texts.qrFailed}</p>`;
      case 'ready': {
        const { size, pathData } = this.drawing;
        const outerSize = size + 2 * quietModules;
        return html`
          <svg
            part="code"
            role="img"
            aria-label=${this.#texts.qrAlternative}
            viewBox="${-quietModules} ${-quietModules} ${outerSize} ${outerSize}"
          >
            <path d=${pathData} />
          </svg>
        `;
      }
    }
  }
}

function draw(url: string): Drawing {
  try {
    return { name: 'ready', ...drawQr(url) };
  } catch {
    return { name: 'failed' };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-qr': TotpQrElement;
  }
}
