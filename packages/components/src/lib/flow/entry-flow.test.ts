import type { ServerSettings, SessionAnswer } from '@totp-kit/protocol';
import { TotpError, type ErrorCode } from '@totp-kit/protocol/errors';
import { expect } from 'chai';
import type { TotpClient } from '../client/totp-client.ts';
import { session, settings, user } from '../testing/answers.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../testing/scripted-client.ts';
import { EntryFlow, type EntryFlowOptions, type EntryStep } from './entry-flow.ts';

const signedIn: SessionAnswer = { user, session };

function prepare(answers: Partial<TotpClient> = {}, options: Partial<EntryFlowOptions> = {}) {
  const client = new ScriptedClient(answers);
  const clock = new FakeClock();
  const flow = new EntryFlow({ client, clock, action: 'sign-up-or-in', ...options });
  const names: string[] = [];
  flow.subscribe(({ name }) => names.push(name));
  return { client, clock, flow, names };
}

function serverWith(changed: Partial<ServerSettings>): Partial<TotpClient> {
  return { settings: async () => ({ ...settings, ...changed }) };
}

const open = serverWith({ accountDisclosure: 'open' });

describe('EntryFlow', () => {
  for (const action of ['sign-up', 'sign-in'] as const) {
    it(`goes to ${action} at once, and asks the server nothing`, async () => {
      const { flow, client, names } = prepare({}, { action, loginId: 'ada' });
      await flow.start();
      expect(flow.step).to.deep.equal({ name: action, loginId: 'ada' });
      expect(names).to.deep.equal([action]);
      expect(Object.values(client.calls).flat()).to.deep.equal([]);
    });

    it(`goes to ${action} without a login ID, too`, async () => {
      const { flow } = prepare({}, { action });
      await flow.start();
      expect(flow.step).to.deep.equal({ name: action, loginId: '' });
      expect(flow.mayGoBack).to.equal(false);
    });
  }

  it('goes nowhere else when it is told to go on from signing in', async () => {
    const { flow } = prepare({}, { action: 'sign-in' });
    await flow.start();
    flow.goOn();
    expect(flow.step.name).to.equal('sign-in');
  });
});

describe('EntryFlow of sign-up-or-in, where the server keeps to itself who has an account', () => {
  for (const way of ['sign-in', 'sign-up'] as const) {
    it(`asks the person, who goes to ${way}, and never the server`, async () => {
      const { flow, client } = prepare();
      await flow.start();
      expect(flow.step).to.deep.equal({ name: 'choose', decides: false, loginId: '' });
      await flow.choose(' ada ', way);
      expect(flow.step).to.deep.equal({ name: way, loginId: 'ada' });
      expect(client.calls.hasAccount).to.deep.equal([]);
    });
  }

  it('asks the person although the page knows the login ID', async () => {
    const { flow, client } = prepare({}, { loginId: 'ada' });
    await flow.start();
    expect(flow.step).to.deep.equal({ name: 'choose', decides: false, loginId: 'ada' });
    expect(client.calls.hasAccount).to.deep.equal([]);
  });

  const faults = [
    ['  ', 'login_id_missing'],
    ['é'.repeat(128), 'login_id_too_long'],
  ] as const;
  for (const [loginId, notice] of faults) {
    it(`says ${notice}, and takes it away`, async () => {
      const { flow } = prepare();
      await flow.start();
      await flow.choose(loginId, 'sign-in');
      expect(flow.step).to.deep.equal({ name: 'choose', decides: false, loginId, notice });
      flow.dismissNotice();
      expect(flow.step).to.deep.equal({ name: 'choose', decides: false, loginId });
    });
  }

  it('comes back to the choice with the login ID', async () => {
    const { flow } = prepare();
    await flow.start();
    await flow.choose('ada', 'sign-up');
    expect(flow.mayGoBack).to.equal(true);
    flow.goBack();
    expect(flow.step).to.deep.equal({ name: 'choose', decides: false, loginId: 'ada' });
    expect(flow.mayGoBack).to.equal(false);
  });

  it('takes no choice when there is none', async () => {
    const { flow, names } = prepare({ settings: neverAnswer });
    void flow.start();
    await flow.choose('ada', 'sign-in');
    flow.goBack();
    flow.dismissNotice();
    expect(flow.step).to.deep.equal({ name: 'loading' });
    expect(names).to.deep.equal(['loading']);
  });
});

describe('EntryFlow of sign-up-or-in, where the server tells who has an account', () => {
  for (const [hasAccount, way] of [
    [true, 'sign-in'],
    [false, 'sign-up'],
  ] as const) {
    it(`goes to ${way} by itself when hasAccount is ${hasAccount}`, async () => {
      const { flow, client, names } = prepare({ ...open, hasAccount: async () => hasAccount });
      await flow.start();
      expect(flow.step).to.deep.equal({ name: 'choose', decides: true, loginId: '' });
      await flow.choose(' ada ');
      expect(flow.step).to.deep.equal({ name: way, loginId: 'ada' });
      expect(client.calls.hasAccount).to.deep.equal([['ada']]);
      expect(names).to.deep.equal(['loading', 'choose', 'looking', way]);
    });
  }

  it('asks nobody where the page knows the login ID', async () => {
    const { flow, names } = prepare({ ...open, hasAccount: async () => true }, { loginId: 'ada' });
    await flow.start();
    expect(names).to.deep.equal(['loading', 'looking', 'sign-in']);
  });

  for (const code of ['too_many_attempts', 'forbidden', 'server_unreachable'] as const) {
    it(`asks the person after ${code}, and from then on`, async () => {
      const { flow, client } = prepare({ ...open, hasAccount: refuse(code) });
      await flow.start();
      await flow.choose('ada');
      expect(flow.step).to.deep.equal({ name: 'choose', decides: false, loginId: 'ada' });
      await flow.choose('ada', 'sign-up');
      flow.goBack();
      expect(flow.step).to.deep.equal({ name: 'choose', decides: false, loginId: 'ada' });
      expect(client.calls.hasAccount).to.have.lengthOf(1);
    });
  }

  it('looks once however often it is told to', async () => {
    const { flow, client } = prepare({ ...open, hasAccount: neverAnswer });
    await flow.start();
    void flow.choose('ada');
    await flow.choose('ada');
    expect(flow.step).to.deep.equal({ name: 'looking', loginId: 'ada' });
    expect(client.calls.hasAccount).to.deep.equal([['ada']]);
  });
});

describe('EntryFlow of sign-up-or-in, where not everybody may sign up', () => {
  for (const signUp of ['closed', 'ticket'] as const) {
    it(`goes to sign-in when sign-up is ${signUp}, and asks for no way back`, async () => {
      const answers = serverWith({ signUp, accountDisclosure: 'open' });
      const { flow, client } = prepare(answers, { loginId: 'ada' });
      await flow.start();
      expect(flow.step).to.deep.equal({ name: 'sign-in', loginId: 'ada' });
      expect(client.calls.hasAccount).to.deep.equal([]);
    });
  }
});

describe('EntryFlow of update-user', () => {
  const action = 'update-user';

  it('asks the server nothing where there is a ticket', async () => {
    const { flow, client, names } = prepare({}, { action, ticket: 'ticket-1' });
    await flow.start();
    expect(names).to.deep.equal(['update-user']);
    expect(Object.values(client.calls).flat()).to.deep.equal([]);
  });

  it('goes on at once with a session that is fresh', async () => {
    const { flow, names } = prepare({ session: async () => signedIn }, { action });
    await flow.start();
    expect(names).to.deep.equal(['loading', 'update-user']);
  });

  it('asks for a code first when the session is not fresh any more', async () => {
    const { flow, clock, names } = prepare({ session: async () => signedIn }, { action });
    clock.pass(Date.parse(session.freshUntil) - clock.now());
    await flow.start();
    flow.goOn();
    expect(names).to.deep.equal(['loading', 'step-up', 'update-user']);
    expect(flow.mayGoBack).to.equal(false);
  });

  it('asks who is not signed in to do so first', async () => {
    const { flow, names } = prepare({}, { action, loginId: 'ada' });
    await flow.start();
    expect(flow.step).to.deep.equal({ name: 'sign-in', loginId: 'ada' });
    expect(flow.mayGoBack).to.equal(false);
    flow.goOn();
    expect(names).to.deep.equal(['loading', 'sign-in', 'update-user']);
  });
});

describe('EntryFlow with a server that does not answer', () => {
  for (const [action, answers] of [
    ['sign-up-or-in', { settings: refuse('server_unreachable') }],
    ['update-user', { session: refuse('server_unreachable') }],
  ] as const) {
    it(`fails for ${action}, and can start again`, async () => {
      const { flow, client, names } = prepare(answers, { action });
      await flow.start();
      expect(errorCode(flow.step)).to.equal('server_unreachable');
      client.answer({ settings: async () => settings, session: async () => signedIn });
      await flow.start();
      expect(names.slice(0, 3)).to.deep.equal(['loading', 'failed', 'loading']);
      expect(names).to.have.lengthOf(4);
    });
  }

  it('fails when there is nobody to ask', async () => {
    const error = new TotpError('server_missing');
    const { flow } = prepare({}, { client: () => Promise.reject(error) });
    await flow.start();
    expect(flow.step).to.deep.equal({ name: 'failed', error });
  });
});

function errorCode(step: EntryStep): ErrorCode | undefined {
  return step.name === 'failed' ? step.error.code : undefined;
}
