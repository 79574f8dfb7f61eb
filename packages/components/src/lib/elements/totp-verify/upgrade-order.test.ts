import { expect } from 'chai';
import { TotpSetupElement } from '../totp-setup/totp-setup.ts';
import { TotpVerifyElement } from './totp-verify.ts';
import { ScriptedClient } from '../../testing/scripted-client.ts';
import { captureConsole, clearStage, find, listen, settle, textOf } from '../../testing/stage.ts';

describe('a page whose elements are defined one after the other', () => {
  const consoleLines = captureConsole();
  afterEach(clearStage);

  it('confirms the enrollment, although the code field is there before <totp-setup>', async () => {
    document.body.innerHTML = '<totp-setup login-id="ada"><totp-verify></totp-verify></totp-setup>';
    const events = [listen(document.body, 'totp-ready'), listen(document.body, 'totp-error')];
    const setup = find<TotpSetupElement>(document.body, 'totp-setup');
    setup.client = new ScriptedClient();

    customElements.define('totp-verify', TotpVerifyElement);
    await settle();
    expect(textOf(setup)).not.to.include('Sign in');
    expect(events.flat()).to.deep.equal([]);

    customElements.define('totp-setup', TotpSetupElement);
    await settle();
    expect(find<HTMLInputElement>(setup, 'input[name=code]').disabled).to.equal(false);
    expect(events.flat().map(({ type, target }) => [type, target])).to.deep.equal([
      ['totp-ready', setup],
    ]);
    expect(consoleLines).to.deep.equal([]);
  });
});
