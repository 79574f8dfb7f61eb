import { expect } from 'chai';
import '../../totp-setup.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { refuse, ScriptedClient } from '../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  enterLoginId,
  find,
  settle,
  stage,
  textOf,
  until,
} from '../testing/stage.ts';
import { coreEn } from './core-en.ts';
import { answerEn } from './answer-en.ts';
import { setMessages } from './own-messages.ts';

captureConsole();

describe('setMessages', () => {
  afterEach(() => {
    clearStage();
    document.documentElement.lang = 'en';
    setMessages('en', { ...coreEn, ...answerEn });
  });

  it('changes what elements say that are on the page already', async () => {
    const element = await stage('totp-verify', { client: new ScriptedClient() });
    setMessages('en', { signInTitle: 'Come in' });
    await settle();
    expect(find(element, '#title').textContent).to.equal('Come in');
    expect(textOf(element)).to.include('Open your authenticator app');
  });

  it('adds to what was said before', async () => {
    setMessages('en', { signInTitle: 'Come in', signInSubmit: 'Knock' });
    setMessages('en', { signInTitle: 'Come on in' });
    const element = await stage('totp-verify', { client: new ScriptedClient() });
    expect(find(element, '#title').textContent).to.equal('Come on in');
    expect(find(element, 'button[type=submit]').textContent.trim()).to.equal('Knock');
  });

  it('says something else to an error', async () => {
    setMessages('en', { invalid_code: 'Wrong.' });
    const client = new ScriptedClient({ verify: refuse('invalid_code') });
    const element = await stage('totp-verify', { client });
    await enterLoginId(element, 'ada');
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('Wrong.');
    expect(textOf(element)).not.to.include('Check your login ID');
  });

  it('says something to an error that has no words of its own', async () => {
    setMessages('en', { forbidden: 'Not from here.' });
    const element = await stage('totp-setup', {
      client: new ScriptedClient({ startEnrollment: refuse('forbidden') }),
      clock: new FakeClock(),
      loginId: 'ada',
    });
    expect(textOf(element)).to.include('Not from here.');
  });

  it('speaks of one language only, whatever its region', async () => {
    setMessages('de-AT', { signInTitle: 'Servus' });
    const element = await stage('totp-verify', { client: new ScriptedClient() });
    expect(textOf(element)).not.to.include('Servus');
    element.lang = 'de-CH';
    await until(() => textOf(element).includes('Servus'));
    expect(textOf(element)).to.include('Authenticator-App öffnen');
    setMessages('de', { signInTitle: 'Anmelden' });
    await settle();
    expect(find(element, '#title').textContent).to.equal('Anmelden');
  });

  it('brings a language along that totp-kit does not know', async () => {
    setMessages('eo', { signInTitle: 'Ensalutu', tryAgainIn: 'Reprovu post {duration}' });
    const element = await stage('totp-verify', {
      client: new ScriptedClient({
        verify: refuse('too_many_attempts', { retryAfterSeconds: 30 }),
      }),
      clock: new FakeClock(),
      loginId: 'ada',
      lang: 'eo',
    });
    expect(find(element, '#title').textContent).to.equal('Ensalutu');
    expect(textOf(element)).to.include('Open your authenticator app');
    await enterCode(element, '123456');
    expect(find(element, 'button[type=submit]').textContent).to.match(/Reprovu post 30/);
  });
});
