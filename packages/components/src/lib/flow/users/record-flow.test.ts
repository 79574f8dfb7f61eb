import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import { FakeClock } from '../../testing/fake-clock.ts';
import { MemoryManagement } from '../../testing/memory-management.ts';
import { RecordFlow, type RecordStep } from './record-flow.ts';

function prepare() {
  const api = new MemoryManagement(new FakeClock());
  const user = api.add({ loginId: 'ada@example.com' });
  const flow = new RecordFlow({ client: api });
  const opened = (): Extract<RecordStep, { name: 'open' }> => {
    if (flow.step.name !== 'open') throw new Error(`It is ${flow.step.name}.`);
    return flow.step;
  };
  return { api, user, flow, opened };
}

describe('RecordFlow', () => {
  it('shows what is known at once, and then everything', async () => {
    const { api, user, flow, opened } = prepare();
    await api.endSessions(user.userId);
    const opening = flow.open(user);
    expect(flow.step).to.deep.equal({ name: 'loading', user });
    await opening;
    expect(opened()).to.deep.include({ user, sessions: [], browsers: [] });
    expect(opened().timeline.events.map(({ action }) => action)).to.deep.equal(['session.ended']);
  });

  it('shows the newest events first, and older ones on request', async () => {
    const { api, user, flow, opened } = prepare();
    for (let times = 0; times < 25; times += 1) await api.endWaiting(user.userId);
    await api.endSessions(user.userId);
    await flow.open(user);
    expect(opened().timeline.events).to.have.lengthOf(20);
    expect(opened().timeline.events[0]?.action).to.equal('session.ended');
    api.fail('listEvents', 'server_unreachable');
    await flow.loadMore();
    expect(opened().timeline.error?.code).to.equal('server_unreachable');
    await flow.loadMore();
    expect(opened().timeline.events).to.have.lengthOf(26);
    expect(opened().timeline.nextCursor).to.equal(undefined);
  });

  it('shows the rest where one part is not allowed', async () => {
    const { api, user, flow, opened } = prepare();
    api.fail('listSessions', 'forbidden');
    await flow.open(user);
    expect(opened().sessions).to.be.instanceOf(TotpError);
    expect(opened().browsers).to.deep.equal([]);
  });

  it('says that somebody is gone, and that nobody is signed in', async () => {
    const { api, user, flow } = prepare();
    api.fail('listBrowsers', 'unauthenticated');
    await flow.open(user);
    expect(flow.step.name === 'failed' && flow.step.error.code).to.equal('unauthenticated');
    api.users.clear();
    await flow.reload();
    expect(flow.step.name === 'failed' && flow.step.error.code).to.equal('not_found');
  });

  it('stays closed when an answer comes too late', async () => {
    const { user, flow } = prepare();
    const opening = flow.open(user);
    flow.close();
    await opening;
    expect(flow.step.name).to.equal('closed');
  });
});
