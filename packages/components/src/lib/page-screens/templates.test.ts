import { expect } from 'chai';
import '../../totp-setup.ts';
import type { TotpClient } from '../client/totp-client.ts';
import { enrollment, key } from '../testing/answers.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { refuse, ScriptedClient } from '../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  enterLoginId,
  find,
  findAll,
  settle,
  stage,
  submit,
  until,
} from '../testing/stage.ts';
import type { TotpSetupElement } from '../elements/totp-setup/totp-setup.ts';

/** What the filled copies of templates say. */
function told(root: HTMLElement = document.body): string[] {
  return findAll(root, '.totp-screen').map(({ textContent }) =>
    textContent.replaceAll(/\s+/g, ' ').trim(),
  );
}

async function stageSetup(
  innerHTML: string,
  answers: Partial<TotpClient> = {},
  properties: Partial<TotpSetupElement> = { loginId: 'ada' },
) {
  const client = new ScriptedClient(answers);
  const clock = new FakeClock();
  const element = await stage('totp-setup', { client, clock, innerHTML, ...properties });
  return { element, client, clock };
}

describe('a <template> of the page’s own', () => {
  captureConsole();
  afterEach(clearStage);

  it('shows what is to be enrolled, in place of the element’s own screen', async () => {
    const { element } = await stageSetup(
      '<template><p>{{totp.issuer}}, {{user.loginId}}: {{totp.key}}</p><a href="{{totp.provisionUrl}}">Open</a><totp-verify></totp-verify></template>',
    );
    await until(() => told().length > 0);
    expect(told()[0]).to.equal(`Example, ada@example.com: ${key}Open`);
    expect(find(element, '.totp-screen a').getAttribute('href')).to.equal(
      enrollment.provisioningUrl,
    );
    expect(find(element, '.totp-screen').checkVisibility()).to.equal(true);
    expect(findAll(element, '[part=screen]')).to.have.lengthOf(0);
    await enterCode(element, '123456');
    expect(element.matches(':state(done)')).to.equal(true);
  });

  it('fills in what came later', async () => {
    const { element } = await stageSetup('<template><b>{{totp.key}}</b></template>', {}, {});
    expect(told()).to.deep.equal([]);
    await enterLoginId(element, 'ada');
    await submit(element);
    await until(() => told().includes(key));
  });

  it('takes the key out of the document when its screen is left', async () => {
    const { element } = await stageSetup(
      '<template><b title="{{totp.key}}">{{totp.key}}</b><a href="{{totp.provisionUrl}}">x</a><totp-verify></totp-verify></template>',
    );
    await until(() => told().length > 0);
    expect(element.innerHTML).to.include(key);
    await enterCode(element, '123456');
    await until(() => told().length === 0);
    expect(document.documentElement.outerHTML).not.to.include(key);
    expect(element.querySelectorAll('template')).to.have.lengthOf(1);
  });

  it('takes the key out of the document when the page takes the template away', async () => {
    const { element } = await stageSetup('<template><b>{{totp.key}}</b></template>');
    await until(() => told().length > 0);
    element.querySelector('template')?.remove();
    await until(() => told().length === 0);
    expect(document.documentElement.outerHTML).not.to.include(key);
    expect(findAll(element, 'totp-qr')).to.have.lengthOf(1);
  });

  it('is filled anew for another enrollment', async () => {
    const other = { ...enrollment, key: 'MFRGGZDFMZTWQ2LK' };
    const { element, client } = await stageSetup(
      '<template slot="enroll"><b>{{totp.key}}</b></template>',
    );
    await until(() => told().length > 0);
    client.answer({ startEnrollment: async () => other });
    element.loginId = 'bea';
    await until(() => told().includes(other.key));
    expect(document.documentElement.outerHTML).not.to.include(key);
  });

  it('says what went wrong, its code, and how long to wait', async () => {
    const { element, clock } = await stageSetup(
      '<template><p>{{error.code}} {{error.message}} {{retry.seconds}}</p><totp-verify></totp-verify></template>',
      { confirmEnrollment: refuse('too_many_attempts', { retryAfterSeconds: 30 }) },
    );
    await until(() => told().length > 0);
    expect(told()[0]).to.equal('');
    await enterCode(element, '123456');
    await until(() => told().join().includes('30'));
    expect(told()[0]).to.equal(
      'too_many_attempts Too many tries. Wait a little, then try again. 30',
    );
    clock.pass(1_000);
    await until(() => told().join().endsWith('29'));
    clock.pass(29_000);
    await until(() => told().join() === '');
  });

  it('says what was mistyped, too', async () => {
    const { element } = await stageSetup(
      '<template slot="identify"><p>{{error.code}}: {{error.message}}</p><form><input name="loginId"><button>Go</button></form></template>',
      {},
      {},
    );
    await until(() => told().length > 0);
    find(element, '.totp-screen button').click();
    await until(() => told().join().includes('login_id_missing'));
    expect(told()[0]).to.equal('login_id_missing: Enter a login ID.Go');
  });

  it('says what stands in the way', async () => {
    await stageSetup(
      '<template slot="failed"><p>{{error.code}}: {{error.message}}</p></template>',
      {
        startEnrollment: refuse('sign_up_closed'),
      },
    );
    await until(() => told().length > 0);
    expect(told()).to.deep.equal(['sign_up_closed: New accounts can’t be created here right now.']);
  });

  it('says who it was for at the end', async () => {
    const { element } = await stageSetup('<template slot="done">Hello {{user.loginId}}</template>');
    await enterCode(element, '123456');
    await until(() => told().length > 0);
    expect(told()).to.deep.equal(['Hello ada@example.com']);
  });

  it('keeps a login ID and an issuer of markup as text', async () => {
    const markup = '<img src=x onerror="window.wasRun = true">';
    const { element } = await stageSetup(
      '<template><p title="{{user.loginId}}">{{user.loginId}} at {{totp.issuer}}</p></template>',
      { startEnrollment: async () => ({ ...enrollment, loginId: markup, issuer: markup }) },
    );
    await until(() => told().length > 0);
    expect(told()).to.deep.equal([`${markup} at ${markup}`]);
    expect(findAll(element, 'img')).to.have.lengthOf(0);
    expect('wasRun' in window).to.equal(false);
  });

  it('keeps a login ID of markup as text on the element’s own screens, too', async () => {
    const markup = '<img src=x onerror="window.wasRun = true">';
    const { element } = await stageSetup('', {
      startEnrollment: async () => ({ ...enrollment, loginId: markup }),
    });
    expect(find(element, 'bdi').textContent).to.equal(markup);
    expect(findAll(element, 'img')).to.have.lengthOf(0);
  });

  it('shows no enrollment that links to something else than an authenticator app', async () => {
    const { element } = await stageSetup(
      '<template><a href="{{totp.provisionUrl}}">Open</a></template><template slot="failed">{{error.code}}</template>',
      { startEnrollment: async () => ({ ...enrollment, provisioningUrl: 'javascript:alert(1)' }) },
    );
    await until(() => told().includes('server_unrecognized'));
    expect(findAll(element, '.totp-screen a')).to.have.lengthOf(0);
  });

  it('works in <totp-verify>, with a form of its own', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', {
      client,
      loginId: 'ada',
      innerHTML:
        '<template><form><p>{{user.loginId}}</p><input name="code" value="123456"><button>Go</button></form></template><template slot="done">Welcome {{user.loginId}}</template>',
    });
    await until(() => told().length > 0);
    expect(told()).to.deep.equal(['adaGo']);
    find(element, '.totp-screen button').click();
    await until(() => told().join().startsWith('Welcome'));
    expect(told()).to.deep.equal(['Welcome ada@example.com']);
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', code: '123456' }]]);
    await settle();
  });
});
