import { expect } from 'chai';
import '../../../totp-setup.ts';
import { ScriptedClient } from '../../testing/scripted-client.ts';
import { clearStage, find, findAll, stage, textOf, until } from '../../testing/stage.ts';

describe('<totp-setup> whose parts are not loaded yet', () => {
  afterEach(clearStage);

  it('says what it prepares, then shows QR code and code field', async () => {
    expect(customElements.get('totp-qr')).to.equal(undefined);
    const client = new ScriptedClient();
    const element = await stage('totp-setup', { client, loginId: 'ada' });
    expect(textOf(element)).to.include('Preparing your key');
    expect(element.matches(':state(starting)')).to.equal(true);
    await until(() => findAll(element, 'svg[part=code]').length > 0);
    expect(element.matches(':state(enroll)')).to.equal(true);
    expect(find<HTMLInputElement>(element, 'input[name=code]').disabled).to.equal(false);
    expect(client.calls.startEnrollment).to.have.lengthOf(1);
  });
});
