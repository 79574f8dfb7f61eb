import { expect } from 'chai';
import '../../../totp-setup.ts';
import type { TotpQrElement } from '../../../totp-qr.ts';
import { enrollment } from '../../testing/answers.ts';
import { expectAccessible } from '../../testing/axe.ts';
import { neverAnswer, ScriptedClient } from '../../testing/scripted-client.ts';
import { clearStage, find, findAll, settle, stage, until } from '../../testing/stage.ts';

const plainFills = ['#fff', '#14161a'];

/** Puts a QR code into an enrollment, written as a page writes it. */
async function stageQr(
  attributes = '',
  startEnrollment = async () => enrollment,
): Promise<TotpQrElement> {
  const setup = await stage('totp-setup', {
    client: new ScriptedClient({ startEnrollment }),
    loginId: 'ada',
  });
  setup.innerHTML = `<totp-qr ${attributes}></totp-qr>`;
  await settle();
  return find(setup, 'totp-qr');
}

/** The fills of the light square and of the modules. */
function fillsOf(element: TotpQrElement): (string | null)[] {
  return findAll(element, 'rect, path').map((shape) => shape.getAttribute('fill'));
}

/**
 * Waits for a look. Pages of tests may be in the background, where browsers keep the events of animations and transitions
 * back until the page is seen; there, the test sends one itself. Those of a browser are in e2e/qr-scanning.test.ts.
 */
async function untilLook(element: TotpQrElement, condition: () => boolean): Promise<void> {
  const plate = find(element, '.plate');
  await until(() => {
    if (document.hidden) plate.dispatchEvent(new Event('transitionrun'));
    return condition();
  });
}

async function untilFills(element: TotpQrElement, fills: readonly string[]): Promise<void> {
  await untilLook(element, () => fillsOf(element).join() === fills.join());
}

function isRounded(element: TotpQrElement): boolean {
  return find(element, 'path').getAttribute('shape-rendering') === 'auto';
}

/** Modules on a side, with the quiet zone. */
function sideOf(element: TotpQrElement): number {
  return Number(find(element, 'svg').getAttribute('viewBox')?.split(' ')[2]);
}

function addPageStyle(css: string): void {
  const style = document.createElement('style');
  style.textContent = css;
  document.body.append(style);
}

describe('<totp-qr>', () => {
  const warnings: string[] = [];
  const originalWarn = console.warn;

  beforeEach(() => {
    warnings.length = 0;
    console.warn = (text: string) => {
      if (text.startsWith('<totp-qr>')) warnings.push(text);
    };
  });
  afterEach(() => {
    clearStage();
    console.warn = originalWarn;
  });

  it('draws near-black squares on white, with four modules of quiet zone', async () => {
    const element = await stageQr();
    expect(fillsOf(element)).to.deep.equal(plainFills);
    expect(isRounded(element)).to.equal(false);
    expect(find(element, 'svg').getAttribute('viewBox')).to.equal('-4 -4 49 49');
    const { x, y, width, height } = find<SVGRectElement>(element, 'rect').getBBox();
    expect([x, y, width, height]).to.deep.equal([-4, -4, 49, 49]);
    const code = find<SVGPathElement>(element, 'path').getBBox();
    expect([code.x, code.y, code.width, code.height]).to.deep.equal([0, 0, 41, 41]);
    expect(warnings).to.deep.equal([]);
  });

  describe('size', () => {
    const widthOf = (element: Element): number => element.getBoundingClientRect().width;

    it('is 240 CSS pixels, or what the theme or the page says', async () => {
      const element = await stageQr();
      expect(widthOf(find(element, '.plate'))).to.equal(240);
      element.style.setProperty('--totp-qr-size', '200px');
      expect(widthOf(find(element, '.plate'))).to.equal(200);
      element.style.inlineSize = '300px';
      expect(widthOf(find(element, '.plate'))).to.equal(300);
    });

    it('outranks the theme, as attribute and as property', async () => {
      const element = await stageQr('size="120" style="--totp-qr-size: 200px"');
      expect(widthOf(element)).to.equal(120);
      expect(find(element, '.plate').getBoundingClientRect().height).to.equal(120);
      element.size = 180;
      await settle();
      expect(element.getAttribute('size')).to.equal('180');
      expect(widthOf(find(element, '.plate'))).to.equal(180);
      element.removeAttribute('size');
      await settle();
      expect(widthOf(element)).to.equal(200);
    });

    it('gives way in a narrow place', async () => {
      const element = await stageQr('size="600"');
      find(document.body, 'main').style.inlineSize = '160px';
      expect(widthOf(find(element, '.plate'))).to.equal(160);
      expect(widthOf(find(element, 'svg'))).to.equal(158);
    });

    it('stays scannable where it is no number', async () => {
      const element = await stageQr('size="large"');
      // As frameworks set it.
      Object.assign(element, { size: '1px;background:url(/evil)!important;x:' });
      await settle();
      expect(find(element, '[part=plate]').getAttribute('style')).not.to.include('evil');
      element.setAttribute('size', 'large');
      expect(widthOf(find(element, 'svg'))).to.be.at.least(120);
    });
  });

  describe('error-correction', () => {
    it('makes the code denser from L to H', async () => {
      const element = await stageQr();
      const sides: number[] = [];
      for (const level of ['L', 'M', 'Q', 'H'] as const) {
        element.errorCorrection = level;
        await settle();
        sides.push(sideOf(element));
      }
      expect(sides).to.deep.equal([45, 49, 57, 61]);
      expect(warnings).to.deep.equal([]);
    });

    it('is M without the attribute', async () => {
      const element = await stageQr('error-correction="H"');
      expect(sideOf(element)).to.equal(61);
      element.removeAttribute('error-correction');
      await settle();
      expect(element.errorCorrection).to.equal('M');
      expect(sideOf(element)).to.equal(49);
    });

    it('is M where it is unknown, and the console says once what there is', async () => {
      const element = await stageQr('error-correction="high"');
      expect(sideOf(element)).to.equal(49);
      await untilLook(element, () => warnings.length > 0);
      element.requestUpdate();
      await stageQr('error-correction="high"');
      expect(warnings).to.deep.equal([
        '<totp-qr>: error-correction is L, M, Q or H, not "high". M is used.',
      ]);
    });
  });

  describe('module-shape', () => {
    it('rounds the modules, as attribute, as property and by the theme', async () => {
      await untilRounded(await stageQr('module-shape="rounded"'));
      const element = await stageQr();
      element.moduleShape = 'rounded';
      await untilRounded(element);
      await untilRounded(await stageQr('style="--totp-qr-module-shape: rounded"'));
      expect(warnings).to.deep.equal([]);
    });

    it('is one path in the same square', async () => {
      const element = await stageQr('module-shape="rounded"');
      await untilRounded(element);
      expect(findAll(element, 'path')).to.have.lengthOf(1);
      const { x, y, width, height } = find<SVGPathElement>(element, 'path').getBBox();
      expect([x, y, width, height].map(Math.round)).to.deep.equal([0, 0, 41, 41]);
    });

    it('outranks the theme', async () => {
      const style = 'style="--totp-qr-module-shape: rounded; --totp-qr-color: #123456"';
      const element = await stageQr(`module-shape="square" ${style}`);
      await untilFills(element, ['#ffffff', '#123456']);
      expect(isRounded(element)).to.equal(false);
      element.removeAttribute('module-shape');
      await untilRounded(element);
    });

    it('is square where it is unknown, and the console says what there is', async () => {
      const element = await stageQr('module-shape="dots"');
      await untilLook(element, () => warnings.length > 0);
      expect(isRounded(element)).to.equal(false);
      expect(warnings).to.deep.equal([
        '<totp-qr>: The shape of modules is square or rounded, not "dots". Squares are drawn.',
      ]);
    });

    const untilRounded = (element: TotpQrElement): Promise<void> =>
      untilLook(element, () => isRounded(element));
  });

  describe('colours', () => {
    it('are those of a theme that scanners read', async () => {
      const style = '--totp-qr-color: oklch(0.3 0.09 160); --totp-qr-plate: hsl(40 100% 95%)';
      const element = await stageQr(`style="${style}"`);
      await untilFills(element, ['#fff7e6', '#003b1d']);
      const { backgroundColor } = getComputedStyle(find(element, '.plate'));
      expect(backgroundColor).to.equal('rgb(255, 247, 230)');
      expect(warnings).to.deep.equal([]);
    });

    const refused: Record<string, readonly [style: string, why: string]> = {
      'with too little contrast': [
        '--totp-qr-color: #777',
        'a contrast of 4.4:1. Scanners need 7:1',
      ],
      'of light on dark': ['--totp-qr-color: #eee; --totp-qr-plate: #111', 'Swap the two.'],
      'that let something through': [
        '--totp-qr-plate: #ffffffe0',
        '--totp-qr-plate is not an opaque',
      ],
      'that are none': ['--totp-qr-color: banana', '--totp-qr-color is not an opaque colour'],
    };

    for (const [what, [style, why]] of Object.entries(refused)) {
      it(`${what} are not used, and the console says why, once`, async () => {
        const element = await stageQr(`style="${style}"`);
        await untilLook(element, () => warnings.length > 0);
        element.requestUpdate();
        await settle();
        expect(warnings).to.have.lengthOf(1);
        expect(warnings[0]).to.include(why).and.to.include('The default colours are shown.');
        expect(fillsOf(element)).to.deep.equal(plainFills);
      });
    }

    it('follow the colour scheme', async () => {
      document.documentElement.style.colorScheme = 'light';
      const element = await stageQr('style="--totp-qr-color: light-dark(#12307a, #3b2414)"');
      await untilFills(element, ['#ffffff', '#12307a']);
      document.documentElement.style.colorScheme = 'dark';
      await untilFills(element, ['#ffffff', '#3b2414']);
    });

    it('follow a theme that comes, changes and goes', async () => {
      const element = await stageQr();
      element.style.setProperty('--totp-qr-color', '#12307a');
      await untilFills(element, ['#ffffff', '#12307a']);
      element.style.setProperty('--totp-qr-plate', '#fff6e0');
      await untilFills(element, ['#fff6e0', '#12307a']);
      element.removeAttribute('style');
      await untilFills(element, ['#ffffff', '#14161a']);
    });
  });

  describe('a page’s styles', () => {
    it('take nothing away that a scanner needs', async () => {
      const element = await stageQr();
      addPageStyle(`
        totp-qr, totp-qr::part(plate), totp-qr::part(code) {
          background: #000 !important; fill: #fff !important; stroke: #fff !important;
          fill-opacity: 0 !important; opacity: 0 !important; filter: invert(1) !important;
          mix-blend-mode: difference !important; mask: linear-gradient(#000, #0000) !important;
          clip-path: circle(10%) !important; overflow: hidden !important;
        }
        totp-qr::part(plate) { block-size: 20px !important; transform: scaleX(-1) !important }
        totp-qr::part(plate)::after { content: ''; position: absolute; inset: 0; background: #000 }
        totp-qr::part(code) {
          display: none !important; inline-size: 10px !important; padding: 9px !important;
          border-radius: 50% !important; transform: rotate(3deg) !important; visibility: hidden !important;
        }
      `);
      const [plate, code] = [find(element, '.plate'), find(element, 'svg')];
      for (const part of [element, plate, code]) {
        const style = getComputedStyle(part);
        expect(style.opacity).to.equal('1');
        expect([style.filter, style.maskImage, style.clipPath]).to.deep.equal([
          'none',
          'none',
          'none',
        ]);
        expect(style.mixBlendMode).to.equal('normal');
      }
      expect(getComputedStyle(plate).backgroundColor).to.equal('rgb(255, 255, 255)');
      expect(getComputedStyle(plate).transform).to.equal('none');
      expect(getComputedStyle(plate, '::after').content).to.equal('none');
      expect(getComputedStyle(code).display).to.equal('block');
      expect(getComputedStyle(code).visibility).to.equal('visible');
      expect(getComputedStyle(code).transform).to.equal('none');
      expect(code.getBoundingClientRect().width).to.equal(238);
      expect(code.getBoundingClientRect().height).to.equal(238);
      const modules = getComputedStyle(find(element, 'path'));
      expect([modules.fill, modules.fillOpacity, modules.stroke]).to.deep.equal([
        'rgb(20, 22, 26)',
        '1',
        'none',
      ]);
    });

    it('round the plate by four modules at most', async () => {
      const element = await stageQr('style="--totp-radius: 999px"');
      addPageStyle('totp-qr::part(code) { --_quiet: 50% !important; --_radius: 50% !important }');
      const { borderTopLeftRadius } = getComputedStyle(find(element, 'svg'));
      expect(borderTopLeftRadius).to.match(/8\.16\d*%/);
    });

    it('may hide it', async () => {
      const element = await stageQr();
      element.style.visibility = 'hidden';
      expect(getComputedStyle(find(element, 'svg')).visibility).to.equal('hidden');
      element.hidden = true;
      expect(getComputedStyle(element).display).to.equal('none');
    });
  });

  for (const scheme of ['light', 'dark']) {
    const states: Record<string, () => Promise<TotpQrElement>> = {
      'is loading': () => stageQr('', neverAnswer),
      'is ready': () => stageQr(),
      'is small, dense and rounded': () =>
        stageQr('size="120" error-correction="H" module-shape="rounded"'),
      'wears a theme': () => stageQr('style="--totp-qr-color: #3b2414; --totp-qr-plate: #fff6e0"'),
      'has failed': () =>
        stageQr('style="--totp-qr-color: #000; --totp-qr-plate: #959595"', async () => ({
          ...enrollment,
          provisioningUrl: `otpauth://totp/${'a'.repeat(3_000)}`,
        })),
    };
    for (const [state, reach] of Object.entries(states)) {
      it(`has nothing that axe finds when it ${state}, ${scheme}`, async () => {
        document.documentElement.style.cssText = `color-scheme: ${scheme}; background: Canvas`;
        await reach();
        await expectAccessible(document.body);
      });
    }
  }
});
