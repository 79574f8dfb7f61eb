import { expect } from 'chai';
import '../../../totp-setup.ts';
import { confirmation, enrollment, key } from '../../testing/answers.ts';
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
  until,
} from '../../testing/stage.ts';
import type { TotpSetupElement } from './totp-setup.ts';

async function stageEnrolled(client: ScriptedClient): Promise<TotpSetupElement> {
  const element = await stage('totp-setup', { client, clock: new FakeClock() });
  await enterLoginId(element, 'ada@example.com');
  await submit(element);
  return element;
}

function qrPath(element: ParentNode): string | null | undefined {
  return findAll(element, 'svg[part=code] path')[0]?.getAttribute('d');
}

describe('<totp-setup>', () => {
  const consoleLines = captureConsole();
  beforeEach(() => consoleLines.splice(0));
  afterEach(clearStage);

  it('signs up: login ID, QR code, first code', async () => {
    const client = new ScriptedClient();
    const element = document.createElement('totp-setup');
    const [ready, steps, successes] = [
      listen(element, 'totp-ready'),
      listen(element, 'totp-step'),
      listen(element, 'totp-success'),
    ];
    element.client = client;
    document.body.append(element);
    await settle();
    expect(ready).to.have.lengthOf(1);
    await enterLoginId(element, 'ada@example.com');
    await submit(element);
    expect(textOf(element)).to.include('ada@example.com');
    expect(focused()?.id).to.equal('title');
    await enterCode(element, '123456');
    expect(client.calls.confirmEnrollment).to.deep.equal([['enrollment-1', '123456']]);
    expect(steps.map(({ step }) => step)).to.deep.equal([
      'identify',
      'starting',
      'enroll',
      'confirming',
      'done',
    ]);
    expect(successes).to.have.lengthOf(1);
    expect(successes[0]).to.include({ action: 'sign-up', ...confirmation });
    expect(textOf(element)).to.include('You’re all set');
  });

  it('draws the QR code when there is something to draw', async () => {
    const element = await stageEnrolled(new ScriptedClient());
    await until(() => Boolean(qrPath(element)));
    const svg = find<SVGSVGElement>(element, 'svg[part=code]');
    expect(svg.getAttribute('role')).to.equal('img');
    expect(svg.getAttribute('aria-label')).to.include('QR code');
    expect(svg.getAttribute('viewBox')).to.match(/^-4 -4 /);
    expect(svg.querySelectorAll('path')).to.have.lengthOf(1);
  });

  it('keeps the same QR code after a wrong code', async () => {
    const element = await stageEnrolled(
      new ScriptedClient({ confirmEnrollment: refuse('invalid_code') }),
    );
    await until(() => Boolean(qrPath(element)));
    const before = find(element, 'svg[part=code] path');
    await enterCode(element, '111111');
    expect(textOf(element)).to.include('That code didn’t work.');
    expect(find(element, 'svg[part=code] path')).to.equal(before);
    const input = find<HTMLInputElement>(element, 'input[name=code]');
    expect(focused()).to.equal(input);
    expect([input.selectionStart, input.selectionEnd]).to.deep.equal([0, 6]);
  });

  it('tells of an error once, although a code field is inside', async () => {
    const element = await stageEnrolled(
      new ScriptedClient({ confirmEnrollment: refuse('invalid_code') }),
    );
    const errors = listen(document.body, 'totp-error');
    await enterCode(element, '111111');
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['invalid_code']);
    expect(errors[0]?.target).to.equal(element);
  });

  it('goes to the code when it is not complete', async () => {
    const element = await stageEnrolled(new ScriptedClient());
    await submit(element);
    expect(textOf(element)).to.include('Enter all 6 digits');
    expect(focused()?.id).to.equal('code');
  });

  it('keeps code and enrollment when the server is gone, and tries again', async () => {
    const client = new ScriptedClient({ confirmEnrollment: refuse('server_unreachable') });
    const element = await stageEnrolled(client);
    await enterCode(element, '123456');
    expect(find(element, 'button[type=submit]').textContent).to.include('Try again');
    client.answer({ confirmEnrollment: async () => confirmation });
    await submit(element);
    expect(client.calls.confirmEnrollment[1]).to.deep.equal(['enrollment-1', '123456']);
    expect(element.matches(':state(done)')).to.equal(true);
  });

  it('keeps the login ID when the server is gone', async () => {
    const element = await stageEnrolled(
      new ScriptedClient({ startEnrollment: refuse('server_timeout') }),
    );
    expect(textOf(element)).to.include('That took too long.');
    expect(find<HTMLInputElement>(element, '#login-id').value).to.equal('ada@example.com');
  });

  it('offers to start again when the enrollment has expired', async () => {
    const client = new ScriptedClient({ confirmEnrollment: refuse('enrollment_expired') });
    const element = await stageEnrolled(client);
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('This setup has ended');
    await submit(element);
    expect(client.calls.startEnrollment).to.have.lengthOf(2);
    expect(element.matches(':state(enroll)')).to.equal(true);
  });

  it('asks for another login ID when it is taken', async () => {
    const element = await stageEnrolled(
      new ScriptedClient({ confirmEnrollment: refuse('login_id_taken') }),
    );
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('That login ID is already in use.');
    expect(focused()?.id).to.equal('login-id');
  });

  for (const [loginId, message] of [
    ['  ', 'Enter a login ID.'],
    ['a'.repeat(255), 'That’s too long.'],
  ] as const) {
    it(`says "${message}" for a login ID of ${loginId.length} characters`, async () => {
      const client = new ScriptedClient();
      const element = await stage('totp-setup', { client });
      await enterLoginId(element, loginId);
      await submit(element);
      expect(textOf(element)).to.include(message);
      expect(client.calls.startEnrollment).to.have.lengthOf(0);
    });
  }

  it('says that the server refuses an odd login ID, beside its field', async () => {
    const faults = [{ field: 'loginId', message: 'has a zero-width character' }];
    const element = await stageEnrolled(
      new ScriptedClient({ startEnrollment: refuse('invalid_request', { faults }) }),
    );
    expect(textOf(element)).to.include('That login ID can’t be used.');
    expect(find(element, '#login-id').getAttribute('aria-invalid')).to.equal('true');
  });

  it('shows its shape at once while the key is being made', async () => {
    const client = new ScriptedClient({ startEnrollment: neverAnswer });
    const element = await stage('totp-setup', { client, loginId: 'ada' });
    expect(textOf(element)).to.include('Preparing your key');
    expect(find<HTMLInputElement>(element, 'input[name=code]').disabled).to.equal(true);
  });

  it('reads a ticket from its attribute and removes it', async () => {
    const client = new ScriptedClient();
    document.body.innerHTML = '<totp-setup action="update-user" ticket="ticket-1"></totp-setup>';
    const element = find<TotpSetupElement>(document.body, 'totp-setup');
    expect(element.hasAttribute('ticket')).to.equal(false);
    element.client = client;
    await settle();
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'update-user' }, { ticket: 'ticket-1' }],
    ]);
    expect(document.body.outerHTML).not.to.include('ticket-1');
  });

  it('says that it has no ticket, to the visitor and to the developers', async () => {
    const clock = new FakeClock();
    const client = new ScriptedClient();
    const element = await stage('totp-setup', { client, clock, action: 'update-user' });
    clock.pass(1_000);
    await settle();
    expect(textOf(element)).to.include('ask for a new link');
    expect(consoleLines.join()).to.include('needs the property `ticket`');
  });

  it('says which origin is not allowed, on the screen and in the console', async () => {
    const message = 'Add https://shop.example to TOTP_KIT_ORIGINS on the server.';
    const client = new ScriptedClient({
      startEnrollment: refuse('origin_not_allowed', { message }),
    });
    const element = await stage('totp-setup', { client, loginId: 'ada' });
    expect(textOf(element)).to.include(message);
    expect(consoleLines.join()).to.include(message);
  });

  it('opens the key in place', async () => {
    const element = await stageEnrolled(new ScriptedClient());
    expect(findAll(element, 'totp-key')).to.have.lengthOf(0);
    find(element, 'summary').click();
    await until(() => findAll(element, 'totp-key').length > 0);
    expect(find(element, 'code').textContent.replaceAll(' ', '')).to.equal(key);
  });

  it('lets the login ID be changed', async () => {
    const client = new ScriptedClient();
    const element = await stageEnrolled(client);
    find(element, '[part=back]').click();
    await settle();
    expect(client.calls.cancelEnrollment).to.deep.equal([['enrollment-1']]);
    expect(find<HTMLInputElement>(element, '#login-id').value).to.equal('ada@example.com');
  });

  it('gives its data to a screen of the page', async () => {
    const element = document.createElement('totp-setup');
    Object.assign(element, { client: new ScriptedClient(), loginId: 'ada' });
    element.innerHTML =
      '<main><totp-qr></totp-qr><p><totp-key></totp-key></p><totp-provision-link>Go</totp-provision-link></main><totp-verify></totp-verify>';
    document.body.append(element);
    await until(() => Boolean(qrPath(element)));
    expect(findAll(element, 'totp-qr')).to.have.lengthOf(1);
    expect(find(element, 'code').textContent.replaceAll(' ', '')).to.equal(key);
    expect(find<HTMLAnchorElement>(element, 'a').href).to.equal(enrollment.provisioningUrl);
    await enterCode(element, '123456');
    expect(element.matches(':state(done)')).to.equal(true);
  });

  it('says nothing about an error that the page takes care of', async () => {
    const element = document.createElement('totp-setup');
    element.addEventListener('totp-error', (event) => event.preventDefault());
    element.client = new ScriptedClient({ startEnrollment: refuse('sign_up_closed') });
    element.loginId = 'ada';
    document.body.append(element);
    await settle();
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(textOf(element)).to.equal('');
  });

  it('lets no secret out by events, attributes or storage', async () => {
    const events: Event[] = [];
    for (const name of ['totp-ready', 'totp-step', 'totp-success', 'totp-error'] as const) {
      document.body.addEventListener(name, (event) => events.push(event));
    }
    const element = await stageEnrolled(
      new ScriptedClient({ confirmEnrollment: refuse('invalid_code') }),
    );
    await enterCode(element, '918273');
    const attributes = [element, ...findAll(element, '*')].flatMap((each) =>
      [...each.attributes].map(({ value }) => value),
    );
    const stored = JSON.stringify([sessionStorage, localStorage]);
    const seen = [JSON.stringify(events), ...attributes, stored, consoleLines.join()].join('\n');
    expect(events.length).to.be.greaterThan(3);
    expect(seen).not.to.include(key);
    expect(seen).not.to.include('918273');
  });
});
