import { expect } from 'chai';
import '../../../totp-flow.ts';
import { TotpError } from '@totp-kit/protocol/errors';
import { confirmation, ticketVerification, user } from '../../testing/answers.ts';
import { expectAccessible } from '../../testing/axe.ts';
import { neverAnswer, refuse, ScriptedClient } from '../../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enter,
  enterCode,
  find,
  findAll,
  focused,
  listen,
  settle,
  stage,
  textOf,
  until,
} from '../../testing/stage.ts';

const recoveryCode = '7K2M-9QXD-4TRW-1ZPA-8VHN-3BCE';

describe('<totp-verify ticket>', () => {
  captureConsole();
  afterEach(clearStage);

  it('asks for the code alone, and gives the proof', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', { client, ticket: 'ticket-1' });
    const successes = listen(element, 'totp-success');
    expect(findAll(element, 'input')).to.have.lengthOf(1);
    await enterCode(element, '123456');
    expect(client.calls.answerTicket[0]?.[0]).to.equal('ticket-1');
    expect(client.calls.answerTicket[0]?.[1]).to.include({ code: '123456' });
    expect(client.calls.verify).to.deep.equal([]);
    expect(successes).to.have.lengthOf(1);
    const success = { action: 'sign-in', user, proof: 'proof-1', firstSeen: false };
    expect(successes[0]).to.include(success);
    expect(successes[0]?.session).to.equal(undefined);
    expect(textOf(element)).to.include('It’s you. Thank you.');
    expect(focused()?.id).to.equal('title');
    expect(document.body.innerHTML).not.to.include('proof-1');
  });

  it('says where to go on, if the ticket does', async () => {
    const returnUrl = 'https://shop.example/after';
    const answerTicket = async () => ({ ...ticketVerification, returnUrl });
    const client = new ScriptedClient({ answerTicket });
    const element = await stage('totp-verify', { client, ticket: 'ticket-1' });
    const successes = listen(element, 'totp-success');
    await enterCode(element, '123456');
    expect(successes[0]?.returnUrl).to.equal(returnUrl);
  });

  it('reads the attribute and removes it', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', { client });
    element.setAttribute('ticket', 'ticket-2');
    expect([element.ticket, element.hasAttribute('ticket')]).to.deep.equal(['ticket-2', false]);
    await settle();
    expect(findAll(element, '#login-id')).to.have.lengthOf(0);
    await enterCode(element, '123456');
    expect(client.calls.answerTicket[0]?.[0]).to.equal('ticket-2');
  });

  it('says for a step-up that something is confirmed', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', { client, ticket: 't', action: 'step-up' });
    expect(textOf(element)).to.include('Confirm that it’s you');
    await enterCode(element, '123456');
    expect([client.calls.answerTicket.length, client.calls.stepUp.length]).to.deep.equal([1, 0]);
  });

  it('takes a recovery code', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-verify', { client, ticket: 't' });
    find(element, '[part=link]').click();
    await until(() => findAll(element, '#recovery-code').length > 0);
    await enter(find(element, '#recovery-code'), recoveryCode);
    find(element, 'button[type=submit]').click();
    await settle();
    expect(client.calls.answerTicket[0]?.[1]).to.include({ recoveryCode });
  });

  it('keeps the ticket after a wrong code', async () => {
    const client = new ScriptedClient({ answerTicket: refuse('invalid_code') });
    const element = await stage('totp-verify', { client, ticket: 't' });
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('That code didn’t work');
    client.answer({ answerTicket: async () => ticketVerification });
    await enterCode(element, '654321');
    expect(element.matches(':state(done)')).to.equal(true);
  });

  it('ends where the ticket is no good, says what to do, and tells the page', async () => {
    const error = new TotpError('ticket_invalid', { requestId: 'r-1' });
    const client = new ScriptedClient({ answerTicket: () => Promise.reject(error) });
    const element = await stage('totp-verify', { client, ticket: 'used' });
    const errors = listen(element, 'totp-error');
    await enterCode(element, '123456');
    expect(errors.map((event) => event.error)).to.deep.equal([error]);
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(textOf(element)).to.include('Go back to the site and start again');
    expect(findAll(element, 'button')).to.have.lengthOf(0);
    expect(focused()?.id).to.equal('title');
    await expectAccessible(element);

    client.answer({ answerTicket: async () => ticketVerification });
    element.ticket = 'new';
    await settle();
    await enterCode(element, '123456');
    expect(client.calls.answerTicket.map(([ticket]) => ticket)).to.deep.equal(['used', 'new']);
    expect(element.matches(':state(done)')).to.equal(true);
  });

  it('shows a page’s own screens for it', async () => {
    const client = new ScriptedClient({ answerTicket: refuse('ticket_invalid') });
    const element = document.createElement('totp-verify');
    element.innerHTML =
      '<form slot="enter"><input name="code"></form><p slot="failed">Start again</p>';
    Object.assign(element, { client, ticket: 't', loginId: 'ada' });
    document.body.append(element);
    await settle();
    find<HTMLInputElement>(element, 'input').value = '123456';
    find<HTMLFormElement>(element, 'form').requestSubmit();
    await settle();
    expect(client.calls.answerTicket[0]?.[1]).to.include({ code: '123456' });
    expect(find(element, 'slot').getAttribute('name')).to.equal('failed');
  });

  it('forgets an answer to a ticket that is no longer the one', async () => {
    const client = new ScriptedClient({ answerTicket: neverAnswer });
    const element = await stage('totp-verify', { client, ticket: 'one' });
    await enterCode(element, '123456');
    element.ticket = 'two';
    await settle();
    expect(element.matches(':state(enter)')).to.equal(true);
  });
});

describe('<totp-flow> and <totp-setup> with a ticket', () => {
  captureConsole();
  afterEach(clearStage);

  it('hand it to <totp-verify> for a sign-in', async () => {
    const client = new ScriptedClient();
    const element = await stage('totp-flow', { client, action: 'sign-in', ticket: 't' });
    const successes = listen(element, 'totp-success');
    await enterCode(element, '123456');
    expect(successes[0]?.proof).to.equal('proof-1');
  });

  it('give the proof of an enrollment, too', async () => {
    const proof = 'proof-2';
    const confirmEnrollment = async () => ({ ...confirmation, session: undefined, proof });
    const client = new ScriptedClient({ confirmEnrollment });
    for (const tag of ['totp-setup', 'totp-flow'] as const) {
      const element = await stage(tag, { client, action: 'update-user', ticket: 't' });
      const successes = listen(element, 'totp-success');
      await enterCode(element, '123456');
      expect(successes[0]?.proof).to.equal(proof);
    }
  });

  it('sign up by a ticket for a login ID', async () => {
    const client = new ScriptedClient();
    await stage('totp-setup', { client, ticket: 't', loginId: 'ada' });
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'sign-up', loginId: 'ada' }, { ticket: 't' }],
    ]);
  });
});
