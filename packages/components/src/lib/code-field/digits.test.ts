import { expect } from 'chai';
import { readCode } from './digits.ts';

describe('readCode', () => {
  it('keeps six digits as they are', () => {
    expect(readCode('012345')).to.deep.equal({
      digits: '012345',
      hadOthers: false,
      hadMore: false,
    });
  });

  for (const text of [
    '123 456',
    ' 123-456\n',
    '123–456',
    '１２３４５６',
    '\u200e123\u00a0456\u2069',
  ]) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(readCode(text)).to.deep.equal({ digits: '123456', hadOthers: false, hadMore: false });
    });
  }

  it('reads the digits of every script that browsers write numbers in', () => {
    for (const system of Intl.supportedValuesOf('numberingSystem')) {
      const digits = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(
        1234567890,
      );
      if (!/^\p{Nd}+$/u.test(digits)) continue;
      expect(readCode(Array.from(digits).slice(4).join('')).digits, system).to.equal('567890');
    }
  });

  it('leaves letters out and says so', () => {
    expect(readCode('12a4')).to.deep.equal({ digits: '124', hadOthers: true, hadMore: false });
  });

  it('keeps the first six of more digits and says so', () => {
    expect(readCode('1234567')).to.deep.equal({
      digits: '123456',
      hadOthers: false,
      hadMore: true,
    });
  });
});
