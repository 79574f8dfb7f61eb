import { expect } from 'chai';
import { FakeClock } from '../../testing/fake-clock.ts';
import { MemoryManagement } from '../../testing/memory-management.ts';
import { Selection, selectionLimit } from './selection.ts';

const api = new MemoryManagement(new FakeClock());
const users = Array.from({ length: 600 }, (_, number) => api.add({ loginId: `user-${number}` }));
const [early, late] = ['2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.000Z'];

describe('Selection', () => {
  it('keeps users of one page and the next', () => {
    const selection = new Selection();
    selection.add(users.slice(0, 2), late);
    selection.add(users.slice(50, 51), early);
    expect(selection.users).to.deep.equal([users[0], users[1], users[50]]);
    expect(selection.among(users.slice(0, 2))).to.equal('all');
    expect(selection.among(users.slice(1, 3))).to.equal('some');
    expect(selection.among(users.slice(2, 4))).to.equal('none');
  });

  it('knows when it was looked at first, of those who are still in it', () => {
    const selection = new Selection();
    expect(selection.asOf).to.equal(undefined);
    selection.add(users.slice(0, 1), late);
    selection.add(users.slice(1, 2), early);
    expect(selection.asOf).to.equal(early);
    selection.remove(users.slice(1, 2));
    expect(selection.asOf).to.equal(late);
    selection.clear();
    expect(selection.size).to.equal(0);
  });

  it('leaves somebody as they were when they are selected again', () => {
    const selection = new Selection();
    selection.add(users.slice(0, 1), early);
    selection.add(users.slice(0, 1), late);
    expect(selection.asOf).to.equal(early);
  });

  it('takes as many as one request, and says how many found no room', () => {
    const selection = new Selection();
    expect(selection.add(users.slice(0, 480), early)).to.equal(0);
    expect(selection.add(users.slice(470, 530), early)).to.equal(30);
    expect(selection.size).to.equal(selectionLimit);
    expect(selection.has('user-501')).to.equal(false);
  });
});
