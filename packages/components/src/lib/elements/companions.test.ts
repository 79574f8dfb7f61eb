import type { Enrollment } from '@totp-kit/protocol';
import { expect } from 'chai';
import '../../totp-setup.ts';
import type { TotpClient } from '../client/totp-client.ts';
import { enrollment, key } from '../testing/answers.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { ScriptedClient } from '../testing/scripted-client.ts';
import { clearStage, find, findAll, settle, textOf } from '../testing/stage.ts';

type Companion = 'totp-qr' | 'totp-key' | 'totp-provision-link';

/** Puts one element into an enrollment, as a page does that has its own screen. */
async function stageInside<Tag extends Companion>(
  tag: Tag,
  startEnrollment: TotpClient['startEnrollment'] = async () => enrollment,
): Promise<{ element: HTMLElementTagNameMap[Tag]; clock: FakeClock }> {
  const clock = new FakeClock();
  const setup = document.createElement('totp-setup');
  const element = Object.assign(document.createElement(tag), { clock });
  const client = new ScriptedClient({ startEnrollment });
  Object.assign(setup, { clock, client, loginId: 'ada' });
  setup.append(element);
  document.body.append(setup);
  await settle();
  return { element, clock };
}

/** Pages of tests may be in the background. */
Object.defineProperty(document, 'visibilityState', { value: 'visible' });

const writeToClipboard = navigator.clipboard.writeText;

describe('the elements inside <totp-setup>', () => {
  afterEach(() => {
    clearStage();
    navigator.clipboard.writeText = writeToClipboard;
  });

  it('<totp-qr> is loading, then ready', async () => {
    const { promise, resolve } = Promise.withResolvers<Enrollment>();
    const { element } = await stageInside('totp-qr', () => promise);
    expect(element.matches(':state(loading)')).to.equal(true);
    resolve(enrollment);
    await settle();
    expect(element.matches(':state(ready)')).to.equal(true);
    expect(getComputedStyle(find(element, '.plate')).backgroundColor).to.equal(
      'rgb(255, 255, 255)',
    );
  });

  it('<totp-qr> says so when a text does not fit into a QR code', async () => {
    const provisioningUrl = `otpauth://totp/${'a'.repeat(3_000)}`;
    const { element } = await stageInside('totp-qr', async () => ({
      ...enrollment,
      provisioningUrl,
    }));
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(textOf(element)).to.include('Enter a key instead');
  });

  it('<totp-qr> draws nothing outside of an enrollment', async () => {
    const element = document.createElement('totp-qr');
    document.body.append(element);
    await settle();
    expect(findAll(element, 'path')).to.have.lengthOf(0);
  });

  it('<totp-key> shows the key in groups of four', async () => {
    const { element } = await stageInside('totp-key');
    const code = find(element, 'code');
    expect(code.textContent).to.equal('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP');
    expect(code.dir).to.equal('ltr');
    expect(code.ariaHidden).to.equal('true');
    expect(find(element, '.unseen').textContent).to.include('Key: J B S W, Y 3 D P, E H P K');
    expect(code.translate).to.equal(false);
  });

  it('<totp-key> copies the key without spaces, and says so for a while', async () => {
    const copied: string[] = [];
    navigator.clipboard.writeText = async (text) => void copied.push(text);
    const { element, clock } = await stageInside('totp-key');
    const button = find(element, 'button');
    button.click();
    await settle();
    expect(copied).to.deep.equal([key]);
    expect(button.textContent.trim()).to.equal('Copied');
    expect(element.matches(':state(copied)')).to.equal(true);
    expect(textOf(element)).to.include('copy something else over it');
    clock.pass(10_000);
    await settle();
    expect(button.textContent.trim()).to.equal('Copy key');
  });

  it('<totp-key> selects the key where the browser does not copy', async () => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    const { element } = await stageInside('totp-key');
    find(element, 'button').click();
    await settle();
    expect(find(element, '[role=status]').textContent).to.include('The key is selected');
    expect(element.matches(':state(copy-failed)')).to.equal(true);
  });

  it('<totp-provision-link> is a plain link', async () => {
    const { element } = await stageInside('totp-provision-link');
    const link = find<HTMLAnchorElement>(element, 'a');
    expect(link.getAttribute('href')).to.equal(enrollment.provisioningUrl);
    expect(link.textContent.trim()).to.equal('Open authenticator app');
  });

  for (const uri of ['javascript:alert(1)', 'https://evil.example/', 'otpauth://hotp/x?secret=A']) {
    it(`<totp-provision-link> never links to ${uri}`, async () => {
      const { element } = await stageInside('totp-provision-link', async () => ({
        ...enrollment,
        provisioningUrl: uri,
      }));
      expect(find(element, 'a').hasAttribute('href')).to.equal(false);
    });
  }

  it('<totp-provision-link> offers the key when the page is still in sight', async () => {
    const { element, clock } = await stageInside('totp-provision-link');
    const link = find<HTMLAnchorElement>(element, 'a');
    link.addEventListener('click', (event) => event.preventDefault());
    link.click();
    clock.pass(2_499);
    await settle();
    expect(findAll(element, 'totp-key')).to.have.lengthOf(0);
    clock.pass(1);
    await settle();
    expect(find(element, 'code').textContent).to.include('JBSW');
    expect(element.matches(':state(missed)')).to.equal(true);
  });

  it('<totp-provision-link> offers nothing when the page was left for the app', async () => {
    const { element, clock } = await stageInside('totp-provision-link');
    const link = find<HTMLAnchorElement>(element, 'a');
    link.addEventListener('click', (event) => event.preventDefault());
    link.click();
    document.dispatchEvent(new Event('visibilitychange'));
    clock.pass(2_500);
    await settle();
    expect(findAll(element, 'totp-key')).to.have.lengthOf(0);
  });
});
