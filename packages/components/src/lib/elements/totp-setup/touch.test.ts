import { expect } from 'chai';
import '../../../totp-setup.ts';
import { enrollment } from '../../testing/answers.ts';
import { ScriptedClient } from '../../testing/scripted-client.ts';
import { clearStage, find, findAll, stage, until } from '../../testing/stage.ts';
import { touchDevice } from './enrollment-screens.ts';

const matchMediaOfBrowser = window.matchMedia;

describe('<totp-setup> on a touch device', () => {
  before(() => {
    window.matchMedia = (query) =>
      query === touchDevice
        ? Object.assign(new EventTarget(), { matches: true, media: query } as MediaQueryList)
        : matchMediaOfBrowser.call(window, query);
  });
  after(() => (window.matchMedia = matchMediaOfBrowser));
  afterEach(clearStage);

  it('leads with the link, and draws no QR code', async () => {
    const element = await stage('totp-setup', { client: new ScriptedClient(), loginId: 'ada' });
    const link = find<HTMLAnchorElement>(element, 'a');
    expect(link.getAttribute('href')).to.equal(enrollment.provisioningUrl);
    expect(findAll(element, 'totp-qr')).to.have.lengthOf(0);
  });

  it('has QR code and key behind "Use another device"', async () => {
    const element = await stage('totp-setup', { client: new ScriptedClient(), loginId: 'ada' });
    const summary = find(element, 'summary');
    expect(summary.textContent.trim()).to.equal('Use another device');
    summary.click();
    await until(() => findAll(element, 'svg[part=code], totp-key').length > 1);
    expect(find(find(element, 'totp-key'), 'code').textContent).to.include('JBSW');
  });
});
