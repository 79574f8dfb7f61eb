import { expect } from 'chai';
import { FakeClock } from '../../testing/fake-clock.ts';
import { MemoryManagement } from '../../testing/memory-management.ts';
import { UserList, usersPerPage } from './user-list.ts';

function prepare(count = 120) {
  const clock = new FakeClock();
  const api = new MemoryManagement(clock);
  for (let number = 0; number < count; number += 1)
    api.add({ loginId: `user-${String(number).padStart(3, '0')}`, name: `Name ${number % 10}` });
  const list = new UserList({ client: api, clock });
  const shown = (): readonly string[] => list.step.page?.users.map(({ loginId }) => loginId) ?? [];
  const queries = (): unknown[] => api.asked.map(({ argument }) => argument);
  return { clock, api, list, shown, queries };
}

describe('UserList', () => {
  it('goes from page to page and back', async () => {
    const { list, shown } = prepare();
    await list.reload();
    expect(shown()).to.have.lengthOf(usersPerPage);
    await list.goBack();
    expect(shown()[0]).to.equal('user-000');
    await list.goNext();
    await list.goNext();
    expect(list.step.page).to.include({ firstNumber: 101, hasPrevious: true });
    expect(shown()).to.have.lengthOf(20);
    await list.goNext();
    expect(shown()[0]).to.equal('user-100');
    await list.goBack();
    expect(shown()[0]).to.equal('user-050');
  });

  it('searches once nothing is typed for a moment, without a sort', async () => {
    const { clock, list, shown, queries } = prepare();
    await list.reload();
    list.search('user-00');
    clock.pass(200);
    list.search('user-001');
    expect(list.step.view.search).to.equal('user-001');
    clock.pass(200);
    expect(queries()).to.have.lengthOf(1);
    clock.pass(50);
    expect(queries().at(-1)).to.deep.equal({ query: 'user-001', limit: usersPerPage });
    await new Promise<void>((resolve) => void list.subscribe(() => resolve()));
    expect(shown()).to.deep.equal(['user-001']);
  });

  it('narrows and sorts from the first page on', async () => {
    const { api, list, shown, queries } = prepare();
    api.change('user-3', { status: 'disabled' });
    await list.reload();
    await list.goNext();
    await list.narrow({ status: 'disabled' });
    expect(shown()).to.deep.equal(['user-002']);
    expect(list.step.page).to.include({ firstNumber: 1, hasPrevious: false });
    await list.narrow({ status: undefined });
    await list.sortBy('loginId');
    expect(queries().at(-1)).to.deep.equal({ sort: '-loginId', limit: usersPerPage });
    expect(shown()[0]).to.equal('user-119');
    await list.sortBy('createdAt');
    expect(list.step.view.sort).to.equal('createdAt');
    await list.clear();
    expect(list.step.view.filters).to.deep.equal({});
  });

  it('begins anew when everybody on its last page is gone', async () => {
    const { api, list, shown } = prepare(51);
    await list.reload();
    await list.goNext();
    expect(shown()).to.deep.equal(['user-050']);
    api.users.delete('user-51');
    await list.reload();
    expect(shown()).to.have.lengthOf(50);
    expect(list.step.page).to.include({ firstNumber: 1, hasPrevious: false });
  });

  it('shows what was asked last, whichever answer comes last', async () => {
    const { list, shown } = prepare();
    const first = list.narrow({ status: 'disabled' });
    const second = list.narrow({ status: 'enabled' });
    await Promise.all([second, first]);
    expect(shown()).to.have.lengthOf(usersPerPage);
    expect(list.step.view.filters).to.deep.equal({ status: 'enabled' });
  });

  it('keeps the page while it asks again, and says what went wrong', async () => {
    const { api, list, shown } = prepare();
    await list.reload();
    api.fail('listUsers', 'server_unreachable');
    const reloading = list.reload();
    expect(list.step.name).to.equal('loading');
    expect(shown()).to.have.lengthOf(usersPerPage);
    await reloading;
    expect(list.step.name === 'failed' && list.step.error.code).to.equal('server_unreachable');
    await list.reload();
    expect(list.step.name).to.equal('listed');
  });
});
