import { expect } from 'chai';
import '../../../totp-setup.ts';
import { confirmation, confirmationWithCodes, recoveryCodes } from '../../testing/answers.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { ScriptedClient } from '../../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  find,
  findAll,
  focused,
  listen,
  settle,
  stage,
  submit,
  textOf,
  until,
} from '../../testing/stage.ts';
import type { TotpSetupElement } from './totp-setup.ts';

async function stageConfirmed(innerHTML = ''): Promise<TotpSetupElement> {
  const client = new ScriptedClient({ confirmEnrollment: async () => confirmationWithCodes });
  const element = await stage('totp-setup', {
    client,
    clock: new FakeClock(),
    loginId: 'ada',
    innerHTML,
  });
  await enterCode(element, '123456');
  return element;
}

function shownCodes(element: HTMLElement): string[] {
  return findAll(element, '.codes li').map(({ textContent }) => textContent);
}

/** Everything that stands in the document, in all shadow trees. */
function everything(): string {
  return [document.documentElement, ...findAll(document.documentElement, '*')]
    .map((element) => `${element.outerHTML}${element.shadowRoot?.innerHTML ?? ''}`)
    .join('\n');
}

describe('<totp-setup> with recovery codes', () => {
  captureConsole();
  afterEach(clearStage);

  it('shows them, and succeeds only when they are saved', async () => {
    const successes = listen(document.body, 'totp-success');
    const saved = listen(document.body, 'totp-saved');
    const element = await stageConfirmed();
    await until(() => shownCodes(element).length > 0);
    expect(shownCodes(element)).to.deep.equal(recoveryCodes);
    expect(element.matches(':state(recovery-codes)')).to.equal(true);
    expect(successes).to.have.lengthOf(0);
    await submit(element);
    expect(saved).to.have.lengthOf(1);
    expect(successes).to.have.lengthOf(1);
    expect(successes[0]).to.include({ action: 'sign-up', ...confirmation });
    expect(textOf(element)).to.include('You’re all set');
  });

  it('moves the focus to their title, and on to the title of the end', async () => {
    const element = await stageConfirmed();
    await until(() => shownCodes(element).length > 0);
    expect(focused()?.textContent).to.equal('Keep these recovery codes');
    find(element, 'button[type=submit]').focus();
    await submit(element);
    expect(focused()?.textContent).to.equal('You’re all set');
  });

  it('leaves no code in the document, an event or storage once they are saved', async () => {
    const events: Event[] = [];
    for (const name of ['totp-step', 'totp-success', 'totp-saved'] as const)
      document.body.addEventListener(name, (event) => events.push(event), { once: false });
    const element = await stageConfirmed();
    await until(() => shownCodes(element).length > 0);
    expect(everything()).to.include(recoveryCodes[0]);
    await submit(element);
    const seen = [
      everything(),
      JSON.stringify(events),
      JSON.stringify([sessionStorage, localStorage]),
    ];
    for (const code of recoveryCodes) expect(seen.join('\n')).not.to.include(code);
  });

  it('gives them to <totp-recovery-codes> on a screen of the page', async () => {
    const element = await stageConfirmed(
      '<section slot="recovery-codes"><h2>Keep them</h2><totp-recovery-codes></totp-recovery-codes></section>',
    );
    await until(() => shownCodes(element).length > 0);
    expect(shownCodes(element)).to.deep.equal(recoveryCodes);
    expect(findAll(element, 'totp-recovery-codes')).to.have.lengthOf(1);
    await submit(element);
    expect(element.matches(':state(done)')).to.equal(true);
    expect(shownCodes(element)).to.deep.equal([]);
  });

  it('lets a form of the page say that they are saved', async () => {
    const element = await stageConfirmed(
      '<form slot="recovery-codes"><button type="submit">Done</button></form>',
    );
    const successes = listen(element, 'totp-success');
    find(element, 'form[slot]').querySelector('button')?.click();
    await until(() => successes.length > 0);
    await settle();
    expect(element.matches(':state(done)')).to.equal(true);
  });
});
