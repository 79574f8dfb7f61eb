import { expect } from 'chai';
import { clientErrors, serverErrors, TotpError, type ErrorCode } from '@totp-kit/protocol/errors';
import { isAboutLoginId } from '../about-login-id.ts';
import { answerEn } from './answer-en.ts';
import { describeAnyNotice } from './describe-any-notice.ts';
import { endingEn } from './ending-en.ts';

const messages = { ...answerEn, ...endingEn };

describe('describeAnyNotice', () => {
  it('has a sentence for every error there is', () => {
    const codes = [...Object.keys(serverErrors), ...Object.keys(clientErrors)] as ErrorCode[];
    for (const code of codes) {
      const words = describeAnyNotice(new TotpError(code), messages);
      expect(words, code).to.match(/^[A-Z].+\.$/);
    }
  });

  it('says that the clock of the phone is off where the server tells', () => {
    const error = new TotpError('invalid_code', { clockOffsetSeconds: -120 });
    expect(describeAnyNotice(error, messages)).to.equal(messages.clock_off);
  });

  it('says that a login ID was refused, not that a request was', () => {
    const error = new TotpError('invalid_request', {
      faults: [{ field: 'loginId', message: 'has a control character' }],
    });
    expect(describeAnyNotice(error, messages)).to.equal(messages.login_id_refused);
    expect(isAboutLoginId(error)).to.equal(true);
  });

  it('never repeats the message of an error, which is for developers', () => {
    const error = new TotpError('internal', { message: 'stack overflow in frobnicator' });
    expect(describeAnyNotice(error, messages)).to.equal(messages.internal);
  });
});
