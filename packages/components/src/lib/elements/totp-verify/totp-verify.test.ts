import { expect } from 'chai';
import '../../../totp-verify.ts';
import { verification } from '../../testing/answers.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
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
} from '../../testing/stage.ts';
import type { TotpVerifyElement } from './totp-verify.ts';

function codeInput(element: TotpVerifyElement): HTMLInputElement {
  return find<HTMLInputElement>(element, 'input[name=code]');
}

describe('<totp-verify>', () => {
  const consoleLines = captureConsole();
  beforeEach(() => consoleLines.splice(0));
  afterEach(clearStage);

  it('signs in at the sixth digit', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', { client });
    const successes = listen(element, 'totp-success');
    await enterLoginId(element, 'ada@example.com');
    await enterCode(element, '12345');
    expect(client.calls.verify).to.deep.equal([]);
    await enterCode(element, '123456');
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada@example.com', code: '123456' }]]);
    expect(successes).to.have.lengthOf(1);
    expect(successes[0]).to.include({ action: 'sign-in', ...verification, firstSeen: false });
    expect(textOf(element)).to.include('You’re signed in');
    expect(focused()?.id).to.equal('title');
  });

  it('says what it is doing', async () => {
    const element = document.createElement('totp-verify');
    const ready = listen(element, 'totp-ready');
    const steps = listen(element, 'totp-step');
    element.client = new ScriptedClient({ verify: neverAnswer });
    element.loginId = 'ada';
    document.body.append(element);
    await settle();
    expect(ready).to.have.lengthOf(1);
    await enterCode(element, '123456');
    expect(steps.map(({ step }) => step)).to.deep.equal(['verifying']);
    expect(element.matches(':state(verifying)')).to.equal(true);
    expect(find(element, 'button').getAttribute('aria-disabled')).to.equal('true');
    expect(codeInput(element).readOnly).to.equal(true);
  });

  it('asks for no login ID that the page knows', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', { client });
    element.setAttribute('login-id', 'grace');
    await settle();
    expect(findAll(element, 'input[name=username]')).to.have.lengthOf(0);
    await enterCode(element, '123456');
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'grace', code: '123456' }]]);
  });

  it('keeps no code when it is done', async () => {
    const element = await stage('totp-verify', { client: new ScriptedClient(), loginId: 'ada' });
    await enterCode(element, '123456');
    expect(element.matches(':state(done)')).to.equal(true);
    expect(element.value).to.equal('');
    element.action = 'step-up';
    await settle();
    expect(
      findAll(element, '.cell')
        .map(({ textContent }) => textContent)
        .join(''),
    ).to.equal('');
  });

  it('selects a wrong code and keeps the focus on it', async () => {
    const client = new ScriptedClient({ verify: refuse('invalid_code') });
    const element = await stage('totp-verify', { client, loginId: 'ada' });
    await enterCode(element, '123456');
    const input = codeInput(element);
    expect(textOf(element)).to.include(
      'That code didn’t work. Wait for the next one and try again.',
    );
    expect(focused()).to.equal(input);
    expect([input.selectionStart, input.selectionEnd]).to.deep.equal([0, 6]);
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    expect(element.matches(':state(invalid)')).to.equal(true);
  });

  it('says that the login ID may be wrong, too, where it was typed', async () => {
    const client = new ScriptedClient({ verify: refuse('invalid_code') });
    const element = await stage('totp-verify', { client });
    await enterLoginId(element, 'ada');
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('Check your login ID');
  });

  it('takes its message away when the person types on', async () => {
    const client = new ScriptedClient({ verify: refuse('invalid_code') });
    const element = await stage('totp-verify', { client, loginId: 'ada' });
    await enterCode(element, '123456');
    await enterCode(element, '1');
    expect(textOf(element)).not.to.include('didn’t work');
    expect(element.matches(':state(invalid)')).to.equal(false);
  });

  for (const text of ['123 456', '１２３４５６', '١٢٣٤٥٦', '123-456']) {
    it(`takes ${text}`, async () => {
      const client = new ScriptedClient();
      const element = await stage('totp-verify', { client, loginId: 'ada' });
      await enterCode(element, text);
      expect(client.calls.verify[0]?.[0].code).to.equal('123456');
    });
  }

  it('takes no letters, says so, and sends nothing by itself', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', { client, loginId: 'ada' });
    await enterCode(element, '12a');
    expect(codeInput(element).value).to.equal('12');
    expect(textOf(element)).to.include('The code has digits only.');
    await enterCode(element, '123456x');
    expect(client.calls.verify).to.have.lengthOf(0);
    await enterCode(element, '12');
    expect(textOf(element)).not.to.include('digits only');
  });

  it('leaves an input method alone until it is done', async () => {
    const element = await stage('totp-verify', { client: new ScriptedClient(), loginId: 'ada' });
    const input = codeInput(element);
    input.value = '１２';
    input.dispatchEvent(new InputEvent('input', { isComposing: true }));
    expect(input.value).to.equal('１２');
    input.dispatchEvent(new CompositionEvent('compositionend'));
    expect(input.value).to.equal('12');
  });

  it('goes to the login ID when it is missing, and keeps the code', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', { client });
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('Enter a login ID.');
    expect(focused()?.id).to.equal('login-id');
    expect(codeInput(element).value).to.equal('123456');
    await enterLoginId(element, 'ada');
    await submit(element);
    expect(client.calls.verify).to.have.lengthOf(1);
  });

  it('goes to the code when it is not complete', async () => {
    const element = await stage('totp-verify', { client: new ScriptedClient(), loginId: 'ada' });
    await submit(element);
    expect(textOf(element)).to.include('Enter all 6 digits');
    expect(focused()?.id).to.equal('code');
  });

  it('keeps what was typed when the server is gone, and tries again', async () => {
    const client = new ScriptedClient({ verify: refuse('server_unreachable') });
    const element = await stage('totp-verify', { client });
    await enterLoginId(element, 'ada');
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('No connection.');
    expect(find(element, 'button').textContent).to.include('Try again');
    expect(consoleLines.join()).to.include('[totp-kit] <totp-verify>');
    client.answer({ verify: async () => verification });
    await submit(element);
    expect(client.calls.verify[1]).to.deep.equal([{ loginId: 'ada', code: '123456' }]);
    expect(element.matches(':state(done)')).to.equal(true);
  });

  it('counts a waiting time down in words, and leaves the field readable', async () => {
    const clock = new FakeClock();
    const client = new ScriptedClient({
      verify: refuse('too_many_attempts', { retryAfterSeconds: 30 }),
    });
    const element = await stage('totp-verify', { client, clock, loginId: 'ada' });
    await enterCode(element, '123456');
    const button = (): string => find(element, 'button').textContent.trim();
    expect(button()).to.equal('Try again in 30 seconds');
    expect(element.matches(':state(waiting)')).to.equal(true);
    expect(codeInput(element).value).to.equal('123456');
    clock.pass(29_000);
    await settle();
    expect(button()).to.equal('Try again in 1 second');
    clock.pass(1_000);
    await settle();
    expect(button()).to.equal('Sign in');
  });

  it('says nothing about an error that the page takes care of', async () => {
    const client = new ScriptedClient({ verify: refuse('invalid_code') });
    const element = await stage('totp-verify', { client, loginId: 'ada' });
    const errors = listen(element, 'totp-error');
    element.addEventListener('totp-error', (event) => event.preventDefault());
    await enterCode(element, '123456');
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['invalid_code']);
    expect(textOf(element)).not.to.include('didn’t work');
  });

  it('says how to name a server when there is none, on the screen and in the console', async () => {
    const element = await stage('totp-verify');
    expect(textOf(element)).to.include('server="https://auth.example.com/"');
    expect(consoleLines.join()).to.include('[totp-kit] <totp-verify> No server is named.');
  });

  it('has one real input for password managers, authenticators and screen readers', async () => {
    const element = await stage('totp-verify', { client: new ScriptedClient() });
    const input = codeInput(element);
    expect(input.getAttribute('autocomplete')).to.equal('one-time-code');
    expect(input.inputMode).to.equal('numeric');
    expect(input.maxLength).to.equal(-1);
    expect(input.labels?.[0]?.textContent).to.equal('Code from your authenticator app');
    expect(find(element, '.cells').getAttribute('aria-hidden')).to.equal('true');
  });

  it('shows the caret in the next empty cell', async () => {
    const element = await stage('totp-verify', { client: new ScriptedClient() });
    await enterCode(element, '123');
    const cells = findAll(element, '.cell');
    expect(cells.map((cell) => cell.textContent)).to.deep.equal(['1', '2', '3', '', '', '']);
    expect(cells.findIndex((cell) => cell.matches('.caret'))).to.equal(3);
  });
});
