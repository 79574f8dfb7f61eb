import { expect } from 'chai';
import { answerEn } from './answer-en.ts';
import { authenticatorsEn } from './authenticators-en.ts';
import { coreEn } from './core-en.ts';
import { enrollmentEn } from './enrollment-en.ts';
import { flowEn } from './flow-en.ts';
import { keyEn } from './key-en.ts';
import { recoveryEn } from './recovery-en.ts';
import { endingEn } from './ending-en.ts';

describe('the English messages', () => {
  const texts = [
    coreEn,
    answerEn,
    endingEn,
    enrollmentEn,
    keyEn,
    recoveryEn,
    flowEn,
    authenticatorsEn,
  ].flatMap((part: object) => Object.values(part) as string[]);

  it('never speak of TOTP, OTP, seeds or provisioning', () => {
    for (const text of texts) expect(text).not.to.match(/\bt?otp\b|\bseed|provision/i);
  });

  it('are all there', () => {
    for (const text of texts) expect(text).not.to.equal('');
  });
});
