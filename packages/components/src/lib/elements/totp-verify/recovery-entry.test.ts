import { expect } from 'chai';
import '../../../totp-verify.ts';
import { recoveryCodes, verification } from '../../testing/answers.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enter,
  enterCode,
  enterLoginId,
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
import type { TotpVerifyElement } from './totp-verify.ts';

const [recoveryCode = ''] = recoveryCodes;

async function stageEntry(
  client: ScriptedClient,
  properties: Partial<TotpVerifyElement> = {},
): Promise<TotpVerifyElement> {
  const element = await stage('totp-verify', { client, clock: new FakeClock(), ...properties });
  find(element, '[part=link]').click();
  await until(() => findAll(element, '#recovery-code').length > 0);
  return element;
}

function recoveryField(element: HTMLElement): HTMLInputElement {
  return find<HTMLInputElement>(element, '#recovery-code');
}

async function send(element: HTMLElement, text: string): Promise<void> {
  await enter(recoveryField(element), text);
  await submit(element);
}

captureConsole();

describe('<totp-verify> with a recovery code', () => {
  afterEach(clearStage);

  it('takes one in place of a code', async () => {
    const client = new ScriptedClient();
    const element = await stageEntry(client, { loginId: 'ada' });
    const successes = listen(element, 'totp-success');
    expect(findAll(element, 'input[name=code]')).to.have.lengthOf(0);
    expect(focused()?.id).to.equal('recovery-code');
    await send(element, recoveryCode);
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', recoveryCode }]]);
    expect(successes).to.have.lengthOf(1);
    expect(textOf(element)).to.include('You’re signed in');
    expect(textOf(element)).not.to.include(recoveryCode);
  });

  it('asks for the login ID first where that is not known', async () => {
    const client = new ScriptedClient();
    const element = await stageEntry(client);
    expect(focused()?.id).to.equal('login-id');
    await send(element, recoveryCode);
    expect(textOf(element)).to.include('Enter a login ID.');
    expect(focused()?.id).to.equal('login-id');
    await enterLoginId(element, 'ada');
    await submit(element);
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', recoveryCode }]]);
  });

  it('sends nothing by itself, and nothing that is not complete', async () => {
    const client = new ScriptedClient();
    const element = await stageEntry(client, { loginId: 'ada' });
    await enter(recoveryField(element), recoveryCode);
    expect(client.calls.verify).to.have.lengthOf(0);
    await send(element, '7K2M-9QXD');
    expect(client.calls.verify).to.have.lengthOf(0);
    expect(textOf(element)).to.include('A recovery code has 24 letters and digits.');
    expect(focused()?.id).to.equal('recovery-code');
    await enter(recoveryField(element), '7');
    expect(textOf(element)).not.to.include('Enter all of them');
  });

  for (const [properties, message] of [
    [{ loginId: 'ada' }, 'That recovery code didn’t work.'],
    [{}, 'Check your login ID and the recovery code'],
  ] as const) {
    it(`says "${message}" to a wrong one and keeps it`, async () => {
      const client = new ScriptedClient({ verify: refuse('invalid_code') });
      const element = await stageEntry(client, properties);
      const errors = listen(element, 'totp-error');
      if (!('loginId' in properties)) await enterLoginId(element, 'ada');
      await send(element, recoveryCode);
      expect(textOf(element)).to.include(message);
      expect(recoveryField(element).value).to.equal(recoveryCode);
      expect(recoveryField(element).getAttribute('aria-invalid')).to.equal('true');
      expect(errors.map(({ error }) => error.code)).to.deep.equal(['invalid_code']);
    });
  }

  it('is read only while the server looks at it', async () => {
    const element = await stageEntry(new ScriptedClient({ verify: neverAnswer }), {
      loginId: 'ada',
    });
    await send(element, recoveryCode);
    expect(recoveryField(element).readOnly).to.equal(true);
    expect(element.matches(':state(verifying)')).to.equal(true);
  });

  it('goes back to the code, without what was said before', async () => {
    const client = new ScriptedClient({ verify: refuse('invalid_code') });
    const element = await stageEntry(client, { loginId: 'ada' });
    await send(element, recoveryCode);
    find(element, '[part=link]').click();
    await settle();
    expect(textOf(element)).not.to.include('didn’t work');
    expect(focused()?.id).to.equal('code');
    client.answer({ verify: async () => verification });
    await enterCode(element, '123456');
    expect(client.calls.verify[1]).to.deep.equal([{ loginId: 'ada', code: '123456' }]);
  });
});

describe('<totp-verify action="step-up">', () => {
  afterEach(clearStage);

  it('confirms who is signed in, without a login ID', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', { client, action: 'step-up' });
    const successes = listen(element, 'totp-success');
    expect(textOf(element)).to.include('Confirm that it’s you');
    expect(findAll(element, '#login-id')).to.have.lengthOf(0);
    await enterCode(element, '123456');
    expect(client.calls.stepUp.map(([{ code }]) => code)).to.deep.equal(['123456']);
    expect(client.calls.verify).to.have.lengthOf(0);
    expect(successes.map(({ action }) => action)).to.deep.equal(['step-up']);
    expect(textOf(element)).to.match(/It’s you\. Thank you\.$/);
  });

  it('takes a recovery code, too', async () => {
    const client = new ScriptedClient();
    const element = await stageEntry(client, { action: 'step-up' });
    await send(element, recoveryCode);
    expect(client.calls.stepUp.map((asked) => asked[0].recoveryCode)).to.deep.equal([recoveryCode]);
    expect(textOf(element)).to.include('Confirmed');
  });

  it('blames no login ID for a wrong code', async () => {
    const client = new ScriptedClient({ stepUp: refuse('invalid_code') });
    const element = await stage('totp-verify', { client, action: 'step-up' });
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('That code didn’t work.');
    expect(textOf(element)).not.to.include('login ID');
  });

  it('says that nobody is signed in any more', async () => {
    const client = new ScriptedClient({ stepUp: refuse('unauthenticated') });
    const element = await stage('totp-verify', { client, action: 'step-up' });
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('You’re no longer signed in.');
  });
});
