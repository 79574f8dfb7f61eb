import { expect } from 'chai';
import { isServedScript } from './served-script.ts';

describe('isServedScript', () => {
  for (const name of ['totp-kit.all.0123456789abcdef.js', 'totp-kit.all.0123456789abcdef.js?v=2']) {
    it(`says yes to ${name}`, () => {
      expect(isServedScript(`https://auth.example/base/${name}`)).to.equal(true);
    });
  }

  for (const url of [
    'https://cdn.example/npm/@totp-kit/components@0.1.0/dist/browser/totp-kit.all.js',
    'https://shop.example/static/totp-kit.all.js',
    'https://shop.example/assets/index-Ab12Cd34.js',
  ]) {
    it(`says no to ${url}`, () => {
      expect(isServedScript(url)).to.equal(false);
    });
  }
});
