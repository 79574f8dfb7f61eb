import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns, type Turn } from './turns.ts';

const limits = {
  most: 2,
  mostWaiting: 100,
  answerMs: 4500,
  stalledMs: 1500,
  longestWaitMs: 10_000,
};

/** Asks for turns, and notes what came of each. */
function ask(turns: Turns, count: number) {
  const taken: Turn[] = [];
  const refused: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    void turns.take().then(
      (turn) => taken.push(turn),
      (error: unknown) => refused.push(error),
    );
  }
  return { taken, refused };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the queue for connections', () => {
  it('lets a burst wait while the database gets work done', async () => {
    const turns = new Turns(limits);
    const { taken, refused } = ask(turns, 18);
    for (let done = 0; done < 18; done += 1) {
      await vi.advanceTimersByTimeAsync(500);
      expect(taken.length).toBeGreaterThan(done);
      taken[done]?.end('succeeded');
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(refused).toEqual([]);
    expect(taken.at(-1)?.answerBy).toBe(8000 + limits.answerMs);
  });

  it('lets nobody wait longer than an answer may take where it gets nothing done', async () => {
    const turns = new Turns(limits);
    const { taken, refused } = ask(turns, 10);
    await vi.advanceTimersByTimeAsync(2000);
    for (const turn of [...taken]) turn.end('failed');
    await vi.advanceTimersByTimeAsync(0);
    expect(taken).toHaveLength(4);
    expect(taken[3]?.answerBy).toBeLessThanOrEqual((taken[0]?.answerBy ?? 0) + 1);
    await vi.advanceTimersByTimeAsync(2500);
    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({ why: 'hanging' });
  });

  it('lets nobody wait for ever, nor more than there is room for', async () => {
    const turns = new Turns(limits);
    const { taken, refused } = ask(turns, 105);
    await vi.advanceTimersByTimeAsync(0);
    expect(refused).toHaveLength(3);
    for (let done = 0; done < 10; done += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      taken[done]?.end('succeeded');
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(taken.length + refused.length).toBe(105);
    expect(refused.at(-1)).toMatchObject({ why: 'overloaded' });
  });
});
