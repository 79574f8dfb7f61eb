import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import { confirmation, confirmationWithCodes, enrollment } from '../testing/answers.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../testing/scripted-client.ts';
import type { TotpClient } from '../client/totp-client.ts';
import { SetupFlow, type SetupFlowOptions, type SetupStep } from './setup-flow.ts';

function prepare(answers: Partial<TotpClient> = {}, options: Partial<SetupFlowOptions> = {}) {
  const client = new ScriptedClient(answers);
  const clock = new FakeClock();
  return { client, clock, flow: new SetupFlow({ client, clock, action: 'sign-up', ...options }) };
}

async function prepareEnrolled(answers: Partial<TotpClient> = {}) {
  const prepared = prepare(answers);
  await prepared.flow.start();
  await prepared.flow.identify('ada@example.com');
  return prepared;
}

describe('SetupFlow', () => {
  it('asks for the login ID, makes a key, takes the code', async () => {
    const { flow, client } = prepare();
    const names: string[] = [];
    flow.subscribe(({ name }) => names.push(name));
    await flow.start();
    await flow.identify(' ada@example.com ');
    await flow.confirm('123456');
    expect(names).to.deep.equal(['identify', 'starting', 'enroll', 'confirming', 'done']);
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'sign-up', loginId: 'ada@example.com' }, {}],
    ]);
    expect(client.calls.confirmEnrollment).to.deep.equal([['enrollment-1', '123456']]);
    expect(flow.step).to.deep.equal({ name: 'done', confirmation });
  });

  it('asks for no login ID that the page knows', async () => {
    const { flow, client } = prepare({}, { loginId: 'grace', label: 'Phone' });
    await flow.start();
    expect(flow.step).to.deep.equal({ name: 'enroll', enrollment });
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'sign-up', loginId: 'grace', label: 'Phone' }, {}],
    ]);
  });

  it('updates the user of a ticket', async () => {
    const { flow, client } = prepare({}, { action: 'update-user', ticket: 'ticket-1' });
    await flow.start();
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'update-user' }, { ticket: 'ticket-1' }],
    ]);
  });

  it('gives a ticket a second to come, then says that it is missing', async () => {
    for (const ticket of [undefined, '']) {
      const { flow, clock, client } = prepare({}, { action: 'update-user', ticket });
      await flow.start();
      expect(flow.step.name).to.equal('idle');
      clock.pass(1_000);
      expect(errorCode(flow.step)).to.equal('ticket_invalid');
      expect(client.calls.startEnrollment).to.have.lengthOf(0);
    }
  });

  it('updates who is signed in where the page says that somebody is', async () => {
    const { flow, client } = prepare({}, { action: 'update-user', isSignedIn: true });
    await flow.start();
    expect(client.calls.startEnrollment).to.deep.equal([[{ action: 'update-user' }, {}]]);
  });

  for (const provisioningUrl of [
    'javascript:alert(1)',
    'https://evil.example/',
    'otpauth://hotp/x',
  ]) {
    it(`takes no enrollment by ${provisioningUrl}`, async () => {
      const { flow } = prepare(
        { startEnrollment: async () => ({ ...enrollment, provisioningUrl }) },
        { loginId: 'ada' },
      );
      await flow.start();
      expect(errorCode(flow.step)).to.equal('server_unrecognized');
    });
  }

  it('shows recovery codes until they are saved, and keeps none of them', async () => {
    const { flow } = await prepareEnrolled({
      confirmEnrollment: async () => confirmationWithCodes,
    });
    await flow.confirm('123456');
    expect(flow.step).to.deep.equal({
      name: 'recovery-codes',
      confirmation: confirmationWithCodes,
    });
    flow.acknowledge();
    expect(flow.step).to.deep.include({ name: 'done' });
    expect(JSON.stringify(flow.step)).to.equal(JSON.stringify({ name: 'done', confirmation }));
  });

  it('keeps the same enrollment after a wrong code and after a lost connection', async () => {
    const { flow, client } = await prepareEnrolled({ confirmEnrollment: refuse('invalid_code') });
    await flow.confirm('111111');
    expect(flow.step).to.deep.include({ name: 'enroll', enrollment });
    client.answer({ confirmEnrollment: refuse('server_unreachable') });
    await flow.confirm('222222');
    expect(flow.step).to.deep.include({ name: 'enroll', enrollment });
    client.answer({ confirmEnrollment: async () => confirmation });
    await flow.confirm('333333');
    expect(flow.step.name).to.equal('done');
    expect(client.calls.startEnrollment).to.have.lengthOf(1);
  });

  it('goes back to the login ID when it turns out to be taken', async () => {
    const { flow } = await prepareEnrolled({ confirmEnrollment: refuse('login_id_taken') });
    await flow.confirm('123456');
    expect(flow.step).to.include({ name: 'identify', loginId: 'ada@example.com' });
    expect(errorCode(flow.step)).to.equal('login_id_taken');
  });

  it('starts an expired enrollment again without asking for the login ID', async () => {
    const { flow, client } = await prepareEnrolled({
      confirmEnrollment: refuse('enrollment_expired'),
    });
    await flow.confirm('123456');
    expect(flow.step).to.deep.equal({ name: 'expired' });
    await flow.start();
    expect(flow.step.name).to.equal('enroll');
    expect(client.calls.startEnrollment).to.have.lengthOf(2);
  });

  it('expires by itself when its time is over', async () => {
    const { flow, clock } = await prepareEnrolled();
    clock.pass(15 * 60_000);
    expect(flow.step).to.deep.equal({ name: 'expired' });
  });

  it('leaves the end to the server when the clock of this device is wrong', async () => {
    const expiresAt = '2026-02-28T12:00:00.000Z';
    const { flow, clock } = await prepareEnrolled({
      startEnrollment: async () => ({ ...enrollment, expiresAt }),
    });
    clock.pass(60 * 60_000);
    expect(flow.step.name).to.equal('enroll');
  });

  it('does not expire a code that is on its way', async () => {
    const { flow, clock } = await prepareEnrolled({ confirmEnrollment: neverAnswer });
    void flow.confirm('123456');
    clock.pass(15 * 60_000);
    expect(flow.step.name).to.equal('confirming');
  });

  it('keeps the login ID when the start fails, and tries again with it', async () => {
    const { flow, client } = prepare({ startEnrollment: refuse('server_unreachable') });
    await flow.start();
    await flow.identify('ada');
    expect(flow.step).to.include({ name: 'identify', loginId: 'ada' });
    client.answer({ startEnrollment: async () => enrollment });
    await flow.identify('ada');
    expect(flow.step.name).to.equal('enroll');
  });

  it('fails when no login ID can mend it', async () => {
    const { flow } = prepare({ startEnrollment: refuse('origin_not_allowed') });
    await flow.start();
    await flow.identify('ada');
    expect(flow.step.name).to.equal('failed');
    expect(errorCode(flow.step)).to.equal('origin_not_allowed');
  });

  it('gives the enrollment up when the login ID is to be changed', async () => {
    const { flow, client } = await prepareEnrolled({ cancelEnrollment: refuse('internal') });
    flow.changeLoginId();
    await untilAsked();
    expect(flow.step).to.deep.equal({ name: 'identify', loginId: 'ada@example.com' });
    expect(client.calls.cancelEnrollment).to.deep.equal([['enrollment-1']]);
  });

  it('takes no code while it has to wait', async () => {
    const { flow, client, clock } = await prepareEnrolled({
      confirmEnrollment: refuse('too_many_attempts', { retryAfterSeconds: 60 }),
    });
    await flow.confirm('123456');
    await flow.confirm('123456');
    expect(client.calls.confirmEnrollment).to.have.lengthOf(1);
    clock.pass(60_000);
    expect(flow.step).to.deep.equal({ name: 'enroll', enrollment });
  });

  it('goes on waiting when the notice is dismissed', async () => {
    const { flow, clock } = await prepareEnrolled({
      confirmEnrollment: refuse('too_many_attempts', { retryAfterSeconds: 60 }),
    });
    await flow.confirm('123456');
    flow.dismissNotice();
    expect(flow.step).to.include({ retryAt: clock.now() + 60_000, notice: undefined });
  });

  it('says that it had worked when the first answer was lost', async () => {
    const { flow } = await prepareEnrolled({ confirmEnrollment: refuse('enrollment_confirmed') });
    await flow.confirm('123456');
    expect(errorCode(flow.step)).to.equal('enrollment_confirmed');
  });
});

/** Lets a scripted client answer. */
async function untilAsked(): Promise<void> {
  for (let tick = 0; tick < 10; tick += 1) await Promise.resolve();
}

function errorCode(step: SetupStep): string | undefined {
  if (step.name === 'failed') return step.error.code;
  return 'notice' in step && step.notice instanceof TotpError ? step.notice.code : undefined;
}
