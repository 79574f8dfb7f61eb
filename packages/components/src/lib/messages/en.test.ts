import { expect } from 'chai';
import { en } from './en.ts';
import { enrollmentEn } from './enrollment-en.ts';

describe('the English messages', () => {
  const texts = Object.values({ ...en, ...enrollmentEn, ...en.notices }).filter(
    (value) => typeof value === 'string',
  );

  it('never speak of TOTP, OTP, seeds or provisioning', () => {
    for (const text of texts) expect(text).not.to.match(/\bt?otp\b|\bseed|provision/i);
  });

  it('are all there', () => {
    for (const text of texts) expect(text).not.to.equal('');
  });
});
