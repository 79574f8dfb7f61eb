import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import type { ManagedUser } from '@totp-kit/protocol';
import { FakeClock } from '../../testing/fake-clock.ts';
import { MemoryManagement } from '../../testing/memory-management.ts';
import { TaskFlow, type TaskStep } from './task-flow.ts';
import type { UserTaskKind } from './user-tasks.ts';

function prepare(count = 60) {
  const clock = new FakeClock();
  const api = new MemoryManagement(clock);
  const users = Array.from({ length: count }, (_, number) =>
    api.add({ loginId: `user-${number + 1}@example.com` }),
  );
  let keys = 0;
  const flow = new TaskFlow({ client: api, newKey: () => `key-${(keys += 1)}` });
  const asOf = clock.isoIn(0);
  clock.pass(1000);
  const run = async (kind: UserTaskKind, who: readonly ManagedUser[] = users): Promise<void> => {
    await flow.ask({ kind, users: who, unchangedSince: asOf });
    await flow.confirm({ typed: String(who.length), reason: 'lost phones' });
  };
  const keysSent = (): unknown[] =>
    api.asked
      .filter(({ method }) => method === 'deleteTotp')
      .map(({ argument }) => (argument as { idempotencyKey: string }).idempotencyKey);
  return { api, clock, users, flow, asOf, run, keysSent };
}

function outcomes(step: TaskStep): Record<string, number> {
  const counts: Record<string, number> = {};
  if (!('results' in step)) return counts;
  for (const { outcome, isLinkMissing } of step.results) {
    const name = isLinkMissing ? `${outcome} without link` : outcome;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const errorOf = (step: TaskStep): string | undefined =>
  step.name === 'stopped' ? step.error.code : undefined;

describe('TaskFlow', () => {
  it('deletes in chunks, each with a key of its own, and has a link for each', async () => {
    const { api, flow, run, keysSent, asOf } = prepare();
    await run('delete-totp');
    expect(flow.step.name).to.equal('done');
    expect(outcomes(flow.step)).to.deep.equal({ done: 60 });
    expect(keysSent()).to.deep.equal(['key-1', 'key-2', 'key-3']);
    expect(api.asked[0]?.argument).to.include({ reason: 'lost phones', unchangedSince: asOf });
    const { results } = flow.step as Extract<TaskStep, { name: 'done' }>;
    expect(new Set(results.map(({ link }) => link?.url)).size).to.equal(60);
  });

  it('asks for a reason and for the number of users first', async () => {
    const { api, flow, users } = prepare(2);
    await flow.ask({ kind: 'delete-totp', users });
    await flow.confirm({ typed: '2', reason: ' ' });
    expect(flow.step).to.include({ name: 'confirm', fault: 'reason_missing' });
    await flow.confirm({ typed: '3', reason: 'lost' });
    expect(flow.step).to.include({ name: 'confirm', fault: 'text_wrong' });
    expect(api.asked).to.have.lengthOf(0);
    await flow.confirm({ typed: ' 2 ', reason: 'lost' });
    expect(flow.step.name).to.equal('done');
  });

  it('asks for the login ID before it deletes a user', async () => {
    const { api, flow, users } = prepare(1);
    await flow.ask({ kind: 'delete-user', users });
    await flow.confirm({ typed: 'user-1', reason: '' });
    expect(flow.step).to.include({ fault: 'text_wrong' });
    await flow.confirm({ typed: 'user-1@example.com', reason: '' });
    expect(outcomes(flow.step)).to.deep.equal({ done: 1 });
    expect(api.users.size).to.equal(0);
  });

  it('does at once what takes nothing away from one user, and asks when it is many', async () => {
    const { api, flow, users } = prepare(2);
    await flow.ask({ kind: 'enable', users });
    expect(flow.step.name).to.equal('confirm');
    flow.close();
    for (const { userId } of users) api.change(userId, { status: 'disabled' });
    await flow.ask({ kind: 'enable', users: users.slice(0, 1) });
    expect(flow.step.name).to.equal('done');
    expect(api.users.get('user-1')?.status).to.equal('enabled');
  });

  it('leaves whoever has changed alone, and asks anew once they are looked at again', async () => {
    const { api, flow, run } = prepare(3);
    api.change('user-2', { name: 'Somebody else' });
    await run('delete-totp');
    expect(outcomes(flow.step)).to.deep.equal({ done: 2, changed: 1 });
    await flow.lookAgain();
    expect(flow.step).to.include({ name: 'confirm' });
    const { task } = flow.step as Extract<TaskStep, { name: 'confirm' }>;
    expect(task.users.map(({ name }) => name)).to.deep.equal(['Somebody else']);
    await flow.confirm({ typed: '', reason: '' });
    expect(outcomes(flow.step)).to.deep.equal({ done: 1 });
    expect(api.users.get('user-2')?.authenticators).to.deep.equal([]);
  });

  it('ends when all who had changed are gone', async () => {
    const { api, flow, run } = prepare(2);
    api.change('user-2', {});
    await run('delete-totp');
    api.users.delete('user-2');
    await flow.lookAgain();
    expect(flow.step.name).to.equal('idle');
  });

  it('stops when an answer is lost, and sends the same chunk with the same key again', async () => {
    const { api, flow, run, keysSent } = prepare();
    api.fail('deleteTotp', 'lost');
    await run('delete-totp');
    expect(errorOf(flow.step)).to.equal('server_unreachable');
    expect(outcomes(flow.step)).to.deep.equal({});
    await flow.resume();
    expect(keysSent()).to.deep.equal(['key-1', 'key-1', 'key-2', 'key-3']);
    expect(outcomes(flow.step)).to.deep.equal({ done: 35, 'done without link': 25 });
    expect(api.events.filter(({ action }) => action === 'totp.deleted')).to.have.lengthOf(60);
  });

  it('makes new links in place of lost ones', async () => {
    const { api, flow, run } = prepare(30);
    api.fail('deleteTotp', 'lost');
    await run('delete-totp');
    await flow.resume();
    await flow.replaceLinks();
    expect(outcomes(flow.step)).to.deep.equal({ done: 30 });
    expect(api.events.filter(({ action }) => action === 'ticket.created')).to.have.lengthOf(25);
  });

  it('goes on with the same request once the session is fresh', async () => {
    const { api, flow, run, keysSent } = prepare(2);
    api.isFresh = false;
    await run('delete-totp');
    expect(errorOf(flow.step)).to.equal('session_not_fresh');
    api.isFresh = true;
    await flow.resume();
    expect(outcomes(flow.step)).to.deep.equal({ done: 2 });
    expect(keysSent()).to.deep.equal(['key-1', 'key-1']);
  });

  it('takes a lost answer to disabling for what it was', async () => {
    const { api, flow, run } = prepare(3);
    api.fail('updateUser', 'lost');
    await run('disable');
    expect(errorOf(flow.step)).to.equal('server_unreachable');
    await flow.resume();
    expect(outcomes(flow.step)).to.deep.equal({ done: 3 });
  });

  it('goes on with the others when one user is gone', async () => {
    const { api, flow, run } = prepare(3);
    api.users.delete('user-2');
    await run('sign-out');
    expect(outcomes(flow.step)).to.deep.equal({ done: 2, not_found: 1 });
  });

  it('knows nothing of links once it is closed', async () => {
    const { flow, run } = prepare(1);
    await run('delete-totp');
    flow.close();
    expect(flow.step).to.deep.equal({ name: 'idle' });
  });

  it('sends nothing more once it is abandoned, and keeps no link', async () => {
    const { api, flow, run, keysSent } = prepare();
    const deleteTotp = api.deleteTotp.bind(api);
    api.deleteTotp = async (request) => {
      const answer = await deleteTotp(request);
      flow.abandon();
      return answer;
    };
    await run('delete-totp');
    expect(keysSent()).to.deep.equal(['key-1']);
    expect(flow.step).to.deep.equal({ name: 'idle' });
    api.deleteTotp = deleteTotp;
    await run('sign-out');
    expect(outcomes(flow.step)).to.deep.equal({ done: 60 });
  });

  it('looks at nobody any more once it is abandoned', async () => {
    const { api, flow, run } = prepare(3);
    for (const userId of api.users.keys()) api.change(userId, {});
    await run('delete-totp');
    const getUser = api.getUser.bind(api);
    api.getUser = async (userId) => {
      flow.abandon();
      return getUser(userId);
    };
    await flow.lookAgain();
    expect(api.asked.filter(({ method }) => method === 'getUser')).to.have.lengthOf(1);
    expect(flow.step).to.deep.equal({ name: 'idle' });
  });

  it('is not stopped by what fails after it was abandoned', async () => {
    const { api, flow, run } = prepare(1);
    api.endSessions = () => {
      flow.abandon();
      return Promise.reject(new TotpError('server_unreachable'));
    };
    await run('sign-out');
    expect(flow.step).to.deep.equal({ name: 'idle' });
  });

  it('takes what is no TotpError for a fault of ours', async () => {
    const { api, flow, users } = prepare(1);
    api.endSessions = () => Promise.reject(new TypeError('boom'));
    await flow.ask({ kind: 'sign-out', users });
    await flow.confirm({ typed: '', reason: '' });
    expect(errorOf(flow.step)).to.equal('internal');
    expect(flow.step.name === 'stopped' && flow.step.error).to.be.instanceOf(TotpError);
  });
});
