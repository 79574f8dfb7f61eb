import { expect } from 'chai';
import '../totp-flow.ts';
import { loadMessages, primaryLanguage } from './messages/languages.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { refuse, ScriptedClient } from './testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  find,
  findAll,
  settle,
  stage,
  textOf,
  until,
} from './testing/stage.ts';
import type { TotpVerifyElement } from './elements/totp-verify/totp-verify.ts';

captureConsole();

function title(element: ParentNode): string {
  return find(element, '#title').textContent;
}

async function stageIn(markup: string): Promise<TotpVerifyElement> {
  document.body.innerHTML = markup;
  const element = find<TotpVerifyElement>(document.body, 'totp-verify');
  element.client = new ScriptedClient();
  await until(() => findAll(element, '#title').length > 0);
  return element;
}

describe('the language of an element', () => {
  afterEach(() => {
    clearStage();
    document.documentElement.lang = 'en';
  });

  it('is that of the nearest lang: its own, an ancestor’s, the page’s', async () => {
    document.documentElement.lang = 'fr';
    const all = '<div lang="de"><p><totp-verify lang="es"></totp-verify></p></div>';
    expect(title(await stageIn(all))).to.equal('Iniciar sesión');
    expect(title(await stageIn(all.replace(' lang="es"', '')))).to.equal('Anmelden');
    expect(title(await stageIn('<totp-verify></totp-verify>'))).to.equal('Connexion');
  });

  it('is English where nothing says another', async () => {
    document.documentElement.removeAttribute('lang');
    expect(title(await stageIn('<totp-verify></totp-verify>'))).to.equal('Sign in');
  });

  for (const lang of ['', 'eo', 'x-private', 'deu-latin', 'constructor']) {
    it(`is English where the page speaks "${lang}"`, async () => {
      expect(title(await stageIn(`<totp-verify lang="${lang}"></totp-verify>`))).to.equal(
        'Sign in',
      );
    });
  }

  for (const [lang, words] of [
    ['pt-PT', 'Iniciar sessão'],
    ['pt-BR', 'Iniciar sessão'],
    ['zh-Hant', '登录'],
    ['zh-CN', '登录'],
    ['de-CH', 'Anmelden'],
    ['DE', 'Anmelden'],
    ['de_AT', 'Anmelden'],
    ['en-GB', 'Sign in'],
  ] as const) {
    it(`is spoken where the page speaks ${lang}`, async () => {
      const messages = await loadMessages(lang);
      const element = await stageIn(`<totp-verify lang="${lang}"></totp-verify>`);
      expect(title(element)).to.equal(messages?.signInTitle ?? words);
    });
  }

  it('has another name for Hebrew', async () => {
    expect(primaryLanguage('iw')).to.equal('he');
    const messages = await loadMessages('he');
    const element = await stageIn('<totp-verify lang="iw-IL"></totp-verify>');
    expect(title(element)).to.equal(messages?.signInTitle);
  });

  it('changes with the attribute of an ancestor', async () => {
    const element = await stageIn('<div><totp-verify></totp-verify></div>');
    find(document.body, 'div').lang = 'de';
    await until(() => title(element) === 'Anmelden');
    document.documentElement.lang = 'fr';
    await settle();
    expect(title(element)).to.equal('Anmelden');
    find(document.body, 'div').removeAttribute('lang');
    await until(() => title(element) === 'Connexion');
  });

  it('changes when the element moves', async () => {
    const element = await stageIn('<div lang="de"></div><totp-verify></totp-verify>');
    find(document.body, 'div').append(element);
    await until(() => title(element) === 'Anmelden');
  });

  it('is that of the host of a shadow tree, and changes with it', async () => {
    document.body.innerHTML = '<section lang="de"></section>';
    const host = find(document.body, 'section');
    const element = document.createElement('totp-verify');
    element.client = new ScriptedClient();
    host.attachShadow({ mode: 'open' }).append(element);
    await until(() => findAll(element, '#title').length > 0);
    expect(title(element)).to.equal('Anmelden');
    host.lang = 'es';
    await until(() => title(element) === 'Iniciar sesión');
  });

  it('changes inside of a shadow tree, too', async () => {
    document.body.innerHTML = '<section></section>';
    const root = find(document.body, 'section').attachShadow({ mode: 'open' });
    const inner = document.createElement('div');
    const setup = Object.assign(document.createElement('totp-setup'), {
      client: new ScriptedClient(),
      loginId: 'ada',
    });
    inner.append(setup);
    root.append(inner);
    await until(() => findAll(setup, 'label').length > 0);
    inner.lang = 'de';
    await until(() => textOf(setup).includes('Authenticator-App einrichten'));
    expect(find(setup, 'label').textContent).to.equal('6-stelligen Code aus der App eingeben');
    expect(find(setup, 'svg').getAttribute('aria-label')).to.include('Wenn Scannen nicht');
  });

  it('is the same in all parts of a flow', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-flow', { client, lang: 'de', clock: new FakeClock() });
    await until(() => textOf(element).includes('Anmelden oder registrieren'));
    find<HTMLInputElement>(element, '#login-id').value = 'ada';
    find(element, '#login-id').dispatchEvent(new InputEvent('input', { bubbles: true }));
    find(element, '[part=second]').click();
    await until(() => textOf(element).includes('Authenticator-App einrichten'));
    expect(find(element, '[part=back].link').textContent.trim()).to.equal('Zurück');
  });

  it('writes durations', async () => {
    const element = await stageIn('<totp-verify lang="de" login-id="ada"></totp-verify>');
    const waiting = await stage('totp-verify', {
      client: new ScriptedClient({
        verify: refuse('too_many_attempts', { retryAfterSeconds: 30 }),
      }),
      clock: new FakeClock(),
      loginId: 'ada',
      lang: 'de',
    });
    await enterCode(waiting, '123456');
    expect(find(waiting, 'button[type=submit]').textContent.trim()).to.equal(
      'In 30 Sekunden erneut versuchen',
    );
    expect(title(element)).to.equal('Anmelden');
  });

  for (const lang of ['ar', 'he']) {
    it(`turns the screens of ${lang} round, and no code or key`, async () => {
      const verify = await stageIn(`<totp-verify lang="${lang}"></totp-verify>`);
      expect(getComputedStyle(find(verify, '[part=screen]')).direction).to.equal('rtl');
      expect(getComputedStyle(find(verify, 'input[name=code]')).direction).to.equal('ltr');
      expect(getComputedStyle(find(verify, '.cells')).direction).to.equal('ltr');

      const setup = await stage('totp-setup', {
        client: new ScriptedClient(),
        loginId: 'ada',
        lang,
      });
      await until(() => findAll(setup, 'summary').length > 0);
      find(setup, 'summary').click();
      await until(() => findAll(setup, 'code').length > 0);
      expect(getComputedStyle(find(setup, '[part=screen]')).direction).to.equal('rtl');
      expect(getComputedStyle(find(setup, 'code')).direction).to.equal('ltr');
      expect(getComputedStyle(find(setup, '.cells')).direction).to.equal('ltr');
    });
  }

  it('keeps the direction of the page where its own has none', async () => {
    const element = await stageIn('<div dir="rtl"><totp-verify></totp-verify></div>');
    expect(getComputedStyle(find(element, '[part=screen]')).direction).to.equal('rtl');
  });
});
