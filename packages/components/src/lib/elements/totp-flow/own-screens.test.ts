import { expect } from 'chai';
import '../../../totp-flow.ts';
import type { TotpClient } from '../../client/totp-client.ts';
import { confirmationWithCodes, key, settings } from '../../testing/answers.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { refuse, ScriptedClient } from '../../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  enterLoginId,
  find,
  findAll,
  listen,
  settle,
  stage,
  submit,
  textOf,
  until,
} from '../../testing/stage.ts';
import type { TotpFlowElement } from './totp-flow.ts';

async function stageFlow(
  innerHTML: string,
  answers: Partial<TotpClient> = {},
  properties: Partial<TotpFlowElement> = {},
) {
  const client = new ScriptedClient(answers);
  const clock = new FakeClock();
  const element = await stage('totp-flow', { client, clock, innerHTML, ...properties });
  return { element, client, clock };
}

function isSeen(selector: string): boolean {
  return find(document.body, selector).checkVisibility();
}

async function press(element: HTMLElement, part: string): Promise<void> {
  find(element, `[part=${part}]`).click();
  await settle();
}

async function go(element: HTMLElement, part: 'submit' | 'second'): Promise<void> {
  await enterLoginId(element, 'ada');
  await press(element, part);
}

const told = (): string[] =>
  findAll(document.body, '.totp-screen').map(({ textContent }) => textContent.trim());

captureConsole();

describe('a slot of <totp-flow>', () => {
  afterEach(clearStage);

  it('replaces the choice, by a form that says the way', async () => {
    const { element, client } = await stageFlow(
      '<form slot="choose"><input name="loginId" value=" ada "><button name="way" value="sign-in">In</button><button id="up" name="way" value="sign-up">Up</button></form>',
    );
    expect(isSeen('form[slot=choose]')).to.equal(true);
    expect(findAll(element, '[part=screen]')).to.have.lengthOf(0);
    find(element, '#up').click();
    await until(() => element.matches(':state(sign-up)'));
    expect(client.calls.startEnrollment.map(([body]) => body)).to.deep.equal([
      { action: 'sign-up', loginId: 'ada' },
    ]);
    expect(isSeen('form[slot=choose]')).to.equal(false);
  });

  it('need not say the way where the server decides', async () => {
    const { element } = await stageFlow(
      '<form slot="choose"><input name="loginId" value="ada"><button>Go</button></form>',
      { settings: async () => ({ ...settings, accountDisclosure: 'open' }) },
    );
    find(element, 'form button').click();
    await until(() => element.matches(':state(sign-up)'));
  });

  it('need not say the login ID that the page has given', async () => {
    const { element, client } = await stageFlow(
      '<form slot="choose"><button name="way" value="sign-in">In</button></form>',
      {},
      { loginId: 'ada' },
    );
    find(element, 'form button').click();
    await until(() => element.matches(':state(sign-in)'));
    await enterCode(element, '123456');
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', code: '123456' }]]);
  });

  it('replaces the screen of <totp-verify>, by a form that sends the code alone', async () => {
    const { element, client } = await stageFlow(
      '<form slot="enter"><input name="code" value="123456"><button>Go</button></form>',
    );
    expect(isSeen('form[slot=enter]')).to.equal(false);
    await go(element, 'submit');
    expect(isSeen('form[slot=enter]')).to.equal(true);
    const successes = listen(element, 'totp-success');
    find(element, 'form[slot] button').click();
    await until(() => successes.length > 0);
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', code: '123456' }]]);
  });

  it('gives its place back to the choice when the person goes back', async () => {
    const { element } = await stageFlow('<p id="own" slot="enter">Ours</p>');
    await go(element, 'submit');
    expect(isSeen('#own')).to.equal(true);
    await press(element, 'back');
    expect(isSeen('#own')).to.equal(false);
    expect(textOf(element)).to.include('Sign in or sign up');
  });

  it('replaces screens of <totp-setup>', async () => {
    const { element } = await stageFlow(
      '<p slot="recovery-codes"><totp-recovery-codes></totp-recovery-codes></p><p slot="done">Ours</p>',
      { confirmEnrollment: async () => confirmationWithCodes },
    );
    await go(element, 'second');
    await enterCode(element, '123456');
    await until(() => findAll(element, '.codes li').length > 0);
    expect(isSeen('p[slot=recovery-codes]')).to.equal(true);
    await submit(element);
    expect(isSeen('p[slot=done]')).to.equal(true);
    expect(findAll(element, '[part=screen]')).to.have.lengthOf(1);
  });

  it('replaces the screen that says what stands in the way', async () => {
    await stageFlow('<p slot="failed">Ours</p>', { settings: refuse('server_unreachable') });
    expect(isSeen('p[slot=failed]')).to.equal(true);
  });
});

describe('the children of <totp-flow>', () => {
  afterEach(clearStage);

  it('replace the screen with QR code and code field', async () => {
    const { element } = await stageFlow('<p id="own">Ours</p>');
    expect(isSeen('#own')).to.equal(false);
    await go(element, 'second');
    expect(isSeen('#own')).to.equal(true);
    expect(findAll(element, '[part=screen]')).to.have.lengthOf(0);
  });

  it('do not replace the screen that signs in', async () => {
    const { element } = await stageFlow('<p id="own">Ours</p>');
    await go(element, 'submit');
    expect(isSeen('#own')).to.equal(false);
    expect(textOf(element)).to.include('Open your authenticator app');
  });
});

describe('a <template> in <totp-flow>', () => {
  afterEach(clearStage);

  it('is filled from the part that is in sight, and emptied when that is left', async () => {
    const { element } = await stageFlow(
      '<template><b>{{totp.key}}</b></template><template slot="enter">Code of {{user.loginId}}</template>',
    );
    await go(element, 'second');
    await until(() => told().includes(key));
    await press(element, 'back');
    await until(() => told().length === 0);
    expect(document.documentElement.outerHTML).not.to.include(key);
    expect(textOf(element)).to.include('Sign in or sign up');
    await press(element, 'submit');
    await until(() => told().length > 0);
    expect(told()).to.deep.equal(['Code of ada']);
  });

  it('may hold elements that find the enrollment', async () => {
    const { element } = await stageFlow(
      '<template><totp-qr></totp-qr><totp-key></totp-key><totp-verify></totp-verify></template>',
    );
    await go(element, 'second');
    await until(() => findAll(element, 'svg[part=code] path').length > 0);
    expect(find(element, 'code').textContent.replaceAll(' ', '')).to.equal(key);
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('You’re all set');
  });

  it('says what went wrong in a part', async () => {
    const { element, clock } = await stageFlow(
      '<template slot="enter"><p>{{error.code}} {{retry.seconds}}</p><form><input name="code" value="123456"><button>Go</button></form></template>',
      { verify: refuse('too_many_attempts', { retryAfterSeconds: 30 }) },
      { action: 'sign-in', loginId: 'ada' },
    );
    await until(() => told().length > 0);
    find(element, '.totp-screen button').click();
    await until(() => told().join().startsWith('too_many_attempts 30'));
    clock.pass(1_000);
    await until(() => told().join().startsWith('too_many_attempts 29'));
  });

  it('asks which way', async () => {
    const { element } = await stageFlow(
      '<template slot="choose"><p>{{error.message}}</p><form><input name="loginId"><button name="way" value="sign-in">In</button></form></template>',
    );
    await until(() => told().length > 0);
    find(element, '.totp-screen button').click();
    await until(() => told().join().includes('Enter a login ID.'));
    find<HTMLInputElement>(element, '.totp-screen input').value = 'ada';
    find(element, '.totp-screen button').click();
    await until(() => element.matches(':state(sign-in)'));
  });
});
