import { html, type TemplateResult } from 'lit';
import { SetupConsumer } from '../../context.ts';
import type { EnrollmentMessages } from '../../messages/catalogue.ts';
import { enrollmentEn } from '../../messages/enrollment-en.ts';
import { levelBitsOf, type QrErrorCorrection } from '../../qr/error-correction.ts';
import { loadQrTheme, type QrTheme } from '../../qr/load-qr-theme.ts';
import { plainLook } from '../../qr/look.ts';
import { encodeQr } from '../../qr/matrix.ts';
import type { QrMatrix } from '../../qr/path.ts';
import { tokens } from '../../styles/tokens.ts';
import { TotpElement } from '../../totp-element.ts';
import { totpQrStyles } from './totp-qr.styles.ts';

/** The light border that a scanner needs around the modules (ISO/IEC 18004 §5.3.8); the SVG begins there, at -4. */
const quietModules = 4;

type Drawing =
  | { readonly name: 'loading' }
  | { readonly name: 'ready'; readonly matrix: QrMatrix }
  | { readonly name: 'failed' };

/**
 * The QR code of the enrollment, for the authenticator app of another device. Place it inside `<totp-setup>`, in any
 * layout. Size, colours and shape are the page's; that it scans is ours: colours that scanners would not read are not
 * used, and no style of a page takes the plate and the quiet zone away. Prints 50 mm wide, black on white.
 *
 * @summary The QR code of an enrollment, as SVG.
 *
 * @attr {number} size - Width and height of the plate in CSS pixels; a narrower place makes it smaller. From 120 on, the
 *   code of a usual login ID scans off a screen of two device pixels each.
 * @attr {L|M|Q|H} [error-correction=M] - How much of the code may be covered or scratched: 7, 15, 25 or 30 percent. More
 *   of it makes more and smaller modules.
 * @attr {square|rounded} [module-shape=square] - The shape of the modules.
 *
 * @csspart plate - The light plate around the code.
 * @csspart code - The SVG with the code. Its styles are fixed.
 *
 * @cssprop [--totp-qr-size=240px] - Width and height of the plate, where `size` says nothing.
 * @cssprop [--totp-qr-color=#14161a] - The dark colour of the code: opaque, and 7:1 or more against the plate.
 * @cssprop [--totp-qr-plate=#fff] - The light colour around it and between its modules: opaque.
 * @cssprop [--totp-qr-module-shape=square] - `square` or `rounded`, where `module-shape` says nothing.
 * @cssprop [--totp-radius=12px] - Rounding of the plate, as far as the quiet zone allows.
 *
 * @cssstate loading - There is no code to show yet.
 * @cssstate ready - The code is shown.
 * @cssstate failed - The code could not be drawn; the key does the same.
 */
export class TotpQrElement extends TotpElement {
  static override styles = [tokens, totpQrStyles];

  static override properties = {
    size: { type: Number, reflect: true },
    errorCorrection: { attribute: 'error-correction', useDefault: true },
    moduleShape: { attribute: 'module-shape' },
  };

  /** Width and height of the plate in CSS pixels; without it, the theme's. */
  size: number | undefined;

  /** How much of the code may be covered or scratched. */
  errorCorrection: QrErrorCorrection = 'M';

  /** The shape of the modules; without it, the theme's. */
  moduleShape: 'square' | 'rounded' | undefined;

  readonly #setup = new SetupConsumer(this);
  #drawing: Drawing = { name: 'loading' };
  #drawnText = '';
  #look = plainLook;
  #theme: QrTheme | undefined;

  protected override willUpdate(): void {
    const url = this.#setup.provisioningUrl;
    const text = `${this.errorCorrection} ${url}`;
    if (text !== this.#drawnText) {
      this.#drawnText = text;
      this.#drawing = url ? draw(url, this.errorCorrection) : { name: 'loading' };
    }
    this.#look = this.#theme?.chooseLook(plainLook, this) ?? plainLook;
  }

  protected override updated(): void {
    this.showStates(this.#drawing.name);
    const isPlain =
      getComputedStyle(this).getPropertyValue('--_wishes').trim() === '' &&
      (this.moduleShape ?? 'square') === 'square' &&
      levelBitsOf(this.errorCorrection) >= 0;
    if (isPlain || this.#theme) return;
    loadQrTheme().then(
      (theme) => {
        this.#theme = theme;
        this.requestUpdate();
      },
      () => {
        // The code in its plain look does the same.
      },
    );
  }

  protected override render(): TemplateResult {
    const drawing = this.#drawing;
    const outerSize = drawing.name === 'ready' ? drawing.matrix.size + 2 * quietModules : 80;
    // Around a corner of up to four modules, too, every dark module has four of light.
    const quietPercent = (100 * quietModules) / outerSize;
    return html`
      <div
        class="plate"
        part="plate"
        .style="background:${this.#look.light}!important;--_quiet:${quietPercent}%!important;inline-size:${Number(this.size)}px"
        @transitionrun=${this.#onStyle}
        @animationstart=${this.#onStyle}
      >
        ${this.#renderDrawing(outerSize)}
      </div>
    `;
  }

  get #texts(): EnrollmentMessages {
    return this.language.in(enrollmentEn);
  }

  #renderDrawing(outerSize: number): TemplateResult {
    const drawing = this.#drawing;
    switch (drawing.name) {
      case 'loading':
        return html`<div class="placeholder"></div>`;
      case 'failed':
        return html`<p class="failed">${this.#texts.cannotScan}</p>`;
      case 'ready': {
        const { dark, light, shapeRendering, toPathData } = this.#look;
        return html`
          <svg
            part="code"
            role="img"
            aria-label=${this.#texts.qrAlternative}
            viewBox="-4 -4 ${outerSize} ${outerSize}"
          >
            <rect x="-4" y="-4" width="100%" height="100%" fill=${light} />
            <path d=${toPathData(drawing.matrix)} fill=${dark} shape-rendering=${shapeRendering} />
          </svg>
        `;
      }
    }
  }

  /** A theme has changed, or the element came to where themes reach it, which makes its code appear. */
  readonly #onStyle = (): void => this.requestUpdate();
}

function draw(url: string, level: QrErrorCorrection): Drawing {
  try {
    return { name: 'ready', matrix: encodeQr(url, level) };
  } catch {
    return { name: 'failed' };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-qr': TotpQrElement;
  }
}
