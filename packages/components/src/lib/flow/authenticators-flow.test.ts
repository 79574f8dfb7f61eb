import type { SessionAnswer } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { expect } from 'chai';
import type { TotpClient } from '../client/totp-client.ts';
import { authenticators, ownSessions, recoveryCodes, session, user } from '../testing/answers.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { refuse, ScriptedClient } from '../testing/scripted-client.ts';
import { ScriptedSelfService } from '../testing/scripted-self-service.ts';
import { AuthenticatorsFlow, type AuthenticatorsFlowOptions } from './authenticators-flow.ts';
import type { Own, Wish } from './authenticators-step.ts';

const [phone, tablet] = authenticators;
const [, elsewhere] = ownSessions;
if (!phone || !tablet || !elsewhere) throw new Error('The answers have less than two of each.');

const fresh: SessionAnswer = { user, session };
const stale: SessionAnswer = {
  user,
  session: { ...session, freshUntil: '2026-03-01T11:00:00.000Z' },
};

interface Prepared {
  readonly answers?: Partial<TotpClient>;
  readonly service?: ScriptedSelfService;
  readonly options?: Partial<AuthenticatorsFlowOptions>;
}

function prepare({ answers = {}, service = new ScriptedSelfService(), options }: Prepared = {}) {
  const client = new ScriptedClient({
    session: async () => fresh,
    selfService: async () => service,
    ...answers,
  });
  const clock = new FakeClock();
  const flow = new AuthenticatorsFlow({ client, clock, ...options });
  const names: string[] = [];
  flow.subscribe(({ name }) => names.push(name));
  return { client, clock, flow, names, service };
}

async function start(prepared: Prepared = {}) {
  const started = prepare(prepared);
  await started.flow.start();
  started.names.length = 0;
  return started;
}

function ownOf({ step }: AuthenticatorsFlow): Own {
  if (!('own' in step)) throw new Error(`There is nothing in ${step.name}.`);
  return step.own;
}

describe('AuthenticatorsFlow', () => {
  it('lists everything that is somebody’s own', async () => {
    const { flow, names } = prepare();
    await flow.start();
    expect(names).to.deep.equal(['loading', 'list']);
    expect(flow.step).to.deep.equal({
      name: 'list',
      own: {
        authenticators,
        recoveryCodesLeft: 8,
        sessions: ownSessions,
        loginId: 'ada@example.com',
      },
      outcome: undefined,
    });
  });

  it('has nothing of sessions with a ticket, and asks for none', async () => {
    const { client, flow } = await start({ options: { ticket: 'ticket-1' } });
    expect(flow.step).to.deep.equal({
      name: 'list',
      own: { authenticators, recoveryCodesLeft: 8 },
      outcome: undefined,
    });
    expect(client.calls.session).to.deep.equal([]);
    expect(client.calls.selfService).to.deep.equal([[{ ticket: 'ticket-1' }]]);
  });

  it('tries again where the server was gone', async () => {
    const { client, flow, names } = prepare({
      answers: { session: refuse('server_unreachable') },
    });
    await flow.start();
    expect(flow.step.name).to.equal('failed');
    client.answer({ session: async () => fresh });
    await flow.start();
    expect(names).to.deep.equal(['loading', 'failed', 'loading', 'list']);
  });

  for (const code of ['unauthenticated', 'ticket_invalid'] as const) {
    it(`has ended with ${code}`, async () => {
      const { flow } = await start({ answers: { selfService: refuse(code) } });
      expect(flow.step).to.have.property('name', 'ended');
    });
  }

  it('names an authenticator', async () => {
    const { flow, names, service } = await start();
    flow.wish({ name: 'renaming', authenticator: tablet });
    await flow.confirm('  Tablet ');
    expect(service.changes).to.deep.equal(['rename auth-2 Tablet']);
    expect(names).to.deep.equal(['renaming', 'working', 'loading', 'list']);
    expect(flow.step).to.have.property('outcome', 'renamed');
    expect(ownOf(flow).authenticators[1]?.label).to.equal('Tablet');
  });

  it('misses a name, until something is typed', async () => {
    const { flow, service } = await start();
    flow.wish({ name: 'renaming', authenticator: tablet });
    await flow.confirm('  ');
    expect(flow.step).to.include({ name: 'renaming', typed: '' });
    flow.dismissNotice();
    expect(flow.step).to.include({ name: 'renaming', typed: undefined });
    expect(service.changes).to.deep.equal([]);
  });

  const changes: readonly (readonly [Wish, string, string])[] = [
    [{ name: 'removing', authenticator: phone }, 'remove auth-1', 'removed'],
    [{ name: 'ending-session', session: elsewhere }, 'end session-2', 'session-ended'],
    [{ name: 'forgetting' }, 'forget', 'browsers-forgotten'],
  ];
  for (const [wish, change, outcome] of changes) {
    it(`explains ${wish.name}, and does it when the person says so`, async () => {
      const { flow, names, service } = await start();
      flow.wish(wish);
      expect(service.changes).to.deep.equal([]);
      await flow.confirm();
      expect(service.changes).to.deep.equal([change]);
      expect(names).to.deep.equal([wish.name, 'working', 'loading', 'list']);
      expect(flow.step).to.have.property('outcome', outcome);
    });

    it(`goes back from ${wish.name} with nothing changed`, async () => {
      const { flow, service } = await start();
      flow.wish(wish);
      flow.cancel();
      await flow.confirm();
      expect(flow.step).to.deep.equal({ name: 'list', own: ownOf(flow) });
      expect(service.changes).to.deep.equal([]);
    });
  }

  it('shows new recovery codes until they are saved, and keeps none of them', async () => {
    const { flow, names } = await start({
      service: new ScriptedSelfService({ recoveryCodesLeft: 1 }),
    });
    flow.wish({ name: 'renewing' });
    await flow.confirm();
    expect(flow.step).to.deep.include({ name: 'recovery-codes', recoveryCodes });
    flow.cancel();
    expect(flow.step.name).to.equal('recovery-codes');
    flow.acknowledge();
    expect(names).to.deep.equal(['renewing', 'working', 'recovery-codes', 'list']);
    expect(ownOf(flow).recoveryCodesLeft).to.equal(recoveryCodes.length);
    expect(JSON.stringify(flow.step)).not.to.include(recoveryCodes[0]);
  });

  it('sets another one up at once while the session is fresh, and lists it then', async () => {
    const { flow, names, service } = await start();
    flow.wish({ name: 'adding' });
    service.authenticators = [...authenticators, { ...tablet, authenticatorId: 'auth-3' }];
    await flow.finishSetup();
    expect(names).to.deep.equal(['adding', 'loading', 'list']);
    expect(flow.step).to.have.property('outcome', 'added');
    expect(ownOf(flow).authenticators).to.have.lengthOf(3);
  });

  it('looks again after a setup that was left, which may have worked all the same', async () => {
    const { flow, names, service } = await start();
    flow.wish({ name: 'adding' });
    service.authenticators = [...authenticators, { ...tablet, authenticatorId: 'auth-3' }];
    flow.cancel();
    expect(ownOf(flow).authenticators).to.have.lengthOf(2);
    await new Promise((resolve) => setTimeout(resolve));
    expect(ownOf(flow).authenticators).to.have.lengthOf(3);
    expect(names).to.deep.equal(['adding', 'list', 'list']);
  });

  it('goes from the last one to replacing it', async () => {
    const service = new ScriptedSelfService({ authenticators: [phone] });
    const { flow } = await start({ service });
    flow.wish({ name: 'removing', authenticator: phone });
    flow.wish({ name: 'replacing', authenticator: phone });
    expect(flow.step).to.deep.include({ name: 'replacing', authenticator: phone });
    await flow.finishSetup();
    expect(flow.step).to.have.property('outcome', 'replaced');
  });

  it('has somebody confirm that it is them before a setup, when their session is not fresh', async () => {
    const { flow, names } = await start({ answers: { session: async () => stale } });
    flow.wish({ name: 'replacing', authenticator: phone });
    expect(flow.step).to.have.property('name', 'step-up');
    await flow.goOn('2026-03-01T12:05:00.000Z');
    expect(flow.step).to.deep.include({ name: 'replacing', authenticator: phone });
    flow.cancel();
    flow.wish({ name: 'adding' });
    expect(names).to.deep.equal(['step-up', 'replacing', 'list', 'adding']);
  });

  it('asks for a code again when time has made the session stale', async () => {
    const { clock, flow } = await start();
    clock.pass(11 * 60_000);
    flow.wish({ name: 'adding' });
    expect(flow.step).to.have.property('name', 'step-up');
  });

  it('asks for a code when only the setup finds out, and then sets up', async () => {
    const { flow } = await start();
    flow.wish({ name: 'adding' });
    flow.stepUp();
    expect(flow.step).to.have.property('name', 'step-up');
    await flow.goOn();
    expect(flow.step).to.have.property('name', 'adding');
  });

  it('does what was wished once the person has confirmed that it is them', async () => {
    const { flow, names, service } = await start();
    service.refuseNext(new TotpError('session_not_fresh'));
    flow.wish({ name: 'renaming', authenticator: phone });
    await flow.confirm('Old phone');
    expect(flow.step).to.have.property('name', 'step-up');
    expect(service.changes).to.deep.equal([]);
    await flow.goOn();
    expect(service.changes).to.deep.equal(['rename auth-1 Old phone']);
    expect(names).to.deep.equal(['renaming', 'working', 'step-up', 'working', 'loading', 'list']);
  });

  it('forgets what was wished when the person does not confirm that it is them', async () => {
    const { flow, service } = await start();
    service.refuseNext(new TotpError('session_not_fresh'));
    flow.wish({ name: 'removing', authenticator: phone });
    await flow.confirm();
    flow.cancel();
    await flow.goOn();
    expect(flow.step).to.have.property('name', 'list');
    expect(service.changes).to.deep.equal([]);
  });

  for (const code of ['not_found', 'conflict'] as const) {
    it(`shows how it is now after ${code}`, async () => {
      const { flow, service } = await start();
      service.refuseNext(new TotpError(code));
      flow.wish({ name: 'removing', authenticator: phone });
      service.authenticators = [phone];
      await flow.confirm();
      expect(flow.step).to.have.property('outcome', 'gone');
      expect(ownOf(flow).authenticators).to.deep.equal([phone]);
    });
  }

  it('says what went wrong where it was wished, and takes it away', async () => {
    const { flow, service } = await start();
    service.refuseNext(new TotpError('server_unreachable'));
    flow.wish({ name: 'forgetting' });
    await flow.confirm();
    expect(flow.step).to.have.nested.property('notice.code', 'server_unreachable');
    flow.dismissNotice();
    expect(flow.step).to.have.property('notice', undefined);
    await flow.confirm();
    expect(service.changes).to.deep.equal(['forget']);
  });

  it('has ended when the session ends in the middle', async () => {
    const { flow, service } = await start();
    service.refuseNext(new TotpError('unauthenticated'));
    flow.wish({ name: 'forgetting' });
    await flow.confirm();
    expect(flow.step).to.have.property('name', 'ended');
  });

  it('takes no second word for what is on its way', async () => {
    const { flow, service } = await start();
    flow.wish({ name: 'removing', authenticator: phone });
    const first = flow.confirm();
    await flow.confirm();
    flow.cancel();
    await first;
    expect(service.changes).to.deep.equal(['remove auth-1']);
  });
});
