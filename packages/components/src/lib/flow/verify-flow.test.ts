import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import { FakeClock } from '../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../testing/scripted-client.ts';
import { verification } from '../testing/answers.ts';
import { VerifyFlow, type VerifyStep } from './verify-flow.ts';

const entered = { loginId: 'ada@example.com', code: '123456' };

describe('VerifyFlow', () => {
  it('goes from entering over verifying to done, and says so', async () => {
    const flow = new VerifyFlow({ client: new ScriptedClient() });
    const names: string[] = [];
    flow.subscribe(({ name }) => names.push(name));
    await flow.submit(entered);
    expect(names).to.deep.equal(['verifying', 'done']);
    expect(flow.step).to.deep.equal({ name: 'done', verification });
  });

  it('sends the login ID without the spaces around it', async () => {
    const client = new ScriptedClient();
    await new VerifyFlow({ client }).submit({ loginId: '  ada ', code: '123456' });
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', code: '123456' }]]);
  });

  const faults = [
    [{ loginId: ' ', code: '123456' }, 'login_id_missing'],
    [{ loginId: 'é'.repeat(128), code: '123456' }, 'login_id_too_long'],
    [{ loginId: 'ada', code: '12345' }, 'code_incomplete'],
    [{ loginId: 'ada', code: '１２３４５６' }, 'code_incomplete'],
  ] as const;
  for (const [body, notice] of faults) {
    it(`says ${notice} without asking the server`, async () => {
      const client = new ScriptedClient();
      const flow = new VerifyFlow({ client });
      await flow.submit(body);
      expect(flow.step).to.deep.equal({ name: 'enter', notice });
      expect(client.calls.verify).to.have.lengthOf(0);
    });
  }

  it('asks once however often it is told to', async () => {
    const client = new ScriptedClient({ verify: neverAnswer });
    const flow = new VerifyFlow({ client });
    void flow.submit(entered);
    void flow.submit(entered);
    await Promise.resolve();
    await Promise.resolve();
    expect(client.calls.verify).to.have.lengthOf(1);
  });

  it('takes another code after a wrong one', async () => {
    const client = new ScriptedClient({ verify: refuse('invalid_code') });
    const flow = new VerifyFlow({ client });
    await flow.submit(entered);
    expect(noticeCode(flow.step)).to.equal('invalid_code');
    client.answer({ verify: async () => verification });
    await flow.submit(entered);
    expect(flow.step.name).to.equal('done');
  });

  it('waits as long as the server says, and is open again then', async () => {
    const clock = new FakeClock();
    const client = new ScriptedClient({
      verify: refuse('too_many_attempts', { retryAfterSeconds: 30 }),
    });
    const flow = new VerifyFlow({ client, clock });
    await flow.submit(entered);
    expect(flow.step).to.include({ name: 'enter', retryAt: clock.now() + 30_000 });
    await flow.submit(entered);
    expect(client.calls.verify).to.have.lengthOf(1);
    clock.pass(30_000);
    expect(flow.step).to.deep.equal({ name: 'enter' });
  });

  it('fails at once when there is nobody to ask', async () => {
    const error = new TotpError('server_missing');
    const flow = new VerifyFlow({ client: () => Promise.reject(error) });
    await flow.start();
    expect(flow.step).to.deep.equal({ name: 'failed', error });
  });

  it('takes a recovery code in place of a code', async () => {
    const client = new ScriptedClient();
    const flow = new VerifyFlow({ client });
    await flow.submit({ loginId: 'ada', recoveryCode: '7K2M 9QXD' });
    expect(flow.step).to.deep.equal({ name: 'enter', notice: 'recovery_code_incomplete' });
    const recoveryCode = '7k2m-9qxd-4trw-1zpa-8vhn-3bce';
    await flow.submit({ loginId: 'ada', recoveryCode });
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', recoveryCode }]]);
    expect(flow.step.name).to.equal('done');
  });

  it('confirms who is signed in, without a login ID', async () => {
    const client = new ScriptedClient();
    const flow = new VerifyFlow({ client, action: 'step-up' });
    await flow.submit({ code: '123456' });
    expect(client.calls.stepUp).to.deep.equal([[{ code: '123456' }]]);
    expect(flow.step.name).to.equal('done');
  });

  it('takes anything that a client throws for an internal error', async () => {
    const client = new ScriptedClient({ verify: () => Promise.reject(new TypeError('oops')) });
    const flow = new VerifyFlow({ client });
    await flow.submit(entered);
    expect(noticeCode(flow.step)).to.equal('internal');
  });
});

function noticeCode(step: VerifyStep): string | undefined {
  return step.name === 'enter' && step.notice instanceof TotpError ? step.notice.code : undefined;
}
