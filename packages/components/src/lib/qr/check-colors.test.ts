import { expect } from 'chai';
import { checkColors } from './check-colors.ts';

/** What a browser's computed style says of a colour, where it was worked out in sRGB. */
function computed(color: string): string {
  const probe = document.createElement('span');
  probe.style.color = `color(from ${color} srgb r g b / alpha)`;
  document.body.append(probe);
  const text = getComputedStyle(probe).color;
  probe.remove();
  return text;
}

function check(dark: string, light: string): string {
  const colors = checkColors(computed(dark), computed(light));
  return 'fault' in colors ? colors.fault : `${colors.dark} on ${colors.light}`;
}

describe('checkColors', () => {
  it('takes a dark colour on a light one, however they are written', () => {
    expect(check('#12307a', '#fff')).to.equal('#12307a on #ffffff');
    expect(check('hsl(0 0% 0%)', 'oklch(1 0 0)')).to.equal('#000000 on #ffffff');
    expect(check('color(display-p3 0 0.2 0)', 'white')).to.equal('#003400 on #ffffff');
  });

  it('asks for a contrast of 7:1, and says what there is', () => {
    expect(check('#595959', '#fff')).to.equal('#595959 on #ffffff');
    expect(check('#5a5a5a', '#fff')).to.include('(#5a5a5a) on --totp-qr-plate (#ffffff)');
    expect(check('#5a5a5a', '#fff')).to.include('has a contrast of 6.8:1. Scanners need 7:1');
    expect(check('#000', '#888')).to.include('has a contrast of 5.9:1');
    expect(check('#777', '#777')).to.include('has a contrast of 1.0:1');
  });

  it('refuses codes of light on dark', () => {
    expect(check('#fff', '#000')).to.include('light on dark');
  });

  it('refuses what lets something through, and what is no colour', () => {
    expect(check('#000c', '#fff')).to.equal(
      '--totp-qr-color is not an opaque colour, such as #14161a or #fff.',
    );
    expect(check('#000', 'transparent')).to.include('--totp-qr-plate is not an opaque colour');
    expect(checkColors('rgb(0, 0, 0)', 'auto')).to.have.property('fault');
  });
});
