import { describe, expect, it } from 'vitest';
import { durations } from '../../core/durations.ts';
import type { Claim } from '../claimants.ts';
import type { Store } from '../store.ts';
import { by, matchAt, signUp, start, verification } from './store-fixtures.ts';

export function describeBudgets(store: () => Store): void {
  /** Wrong codes, an hour apart, so that none waits; how many were compared. */
  async function failHourly(
    name: string,
    { from, times, claim }: { from: number; times: number; claim?: Claim },
  ): Promise<number> {
    let compared = 0;
    for (let time = 0; time < times; time += 1) {
      const now = from + time * durations.hour;
      const request = verification(name, { now, ...(claim && { claim }) });
      if ((await store().verify(request)).kind === 'invalid_code') compared += 1;
    }
    return compared;
  }

  /** A right code of a step that nothing used before. */
  let step = 1000;
  async function tryRight(name: string, now: number, claim?: Claim) {
    step += 1;
    const decide = matchAt(step);
    return store().verify(verification(name, { now, decide, ...(claim && { claim }) }));
  }

  /** A browser that signed in, as a claim on its strength. */
  async function knownBrowser(name: string, now: number) {
    step += 1;
    const request = verification(name, { now, decide: matchAt(step) });
    expect((await store().verify(request)).kind).toBe('verified');
    const browserTokenHash = request.newBrowser.tokenHash;
    return { kind: 'login', loginIdCanonical: name, browserTokenHash } as const;
  }

  describe('the attempt budget of a user', () => {
    it('stops at 50 in a row, and says an hour', async () => {
      await signUp(store(), 'ada');
      expect(await failHourly('ada', { from: start, times: 60 })).toBe(50);
      const now = start + 100 * durations.hour;
      const waitingUntil = now + durations.hour;
      expect(await tryRight('ada', now)).toEqual({ kind: 'too_many_attempts', waitingUntil });
    });

    it('records the stop once', async () => {
      const { userId } = await signUp(store(), 'ada');
      await failHourly('ada', { from: start, times: 60 });
      const search = { userId, action: 'verification.stopped', limit: 9 } as const;
      expect(await store().listEvents(search)).toHaveLength(1);
    });

    it('keeps counting across successes, until the days have aged', async () => {
      await signUp(store(), 'ada');
      for (let day = 0; day < 10; day += 1) {
        const from = start + day * durations.day;
        expect(await failHourly('ada', { from, times: 5 })).toBe(5);
        const after = await tryRight('ada', from + 5 * durations.hour);
        expect(after.kind).toBe(day < 9 ? 'verified' : 'too_many_attempts');
      }
      // Failures of a day count for thirty more.
      const dayThirty = start + 30 * durations.day;
      expect((await tryRight('ada', dayThirty)).kind).toBe('too_many_attempts');
      await store().sweepExpired(dayThirty);
      expect((await tryRight('ada', dayThirty)).kind).toBe('too_many_attempts');
      const dayThirtyOne = start + 31 * durations.day;
      expect(await failHourly('ada', { from: dayThirtyOne, times: 12 })).toBe(5);
    });

    it('is as new when its waiting is ended', async () => {
      const { userId } = await signUp(store(), 'ada');
      await failHourly('ada', { from: start, times: 50 });
      const now = start + 60 * durations.hour;
      expect(await store().endWaiting(userId, { at: now, by }, 'stop')).toBe('ended');
      expect(await store().findUser(userId, start)).toMatchObject({ waitingUntil: 0 });
      expect(await failHourly('ada', { from: now, times: 60 })).toBe(50);
      expect(await store().endWaiting('nobody', { at: now, by }, 'stop')).toBe('not_found');
    });

    it('forgets what a clock that was far ahead has counted', async () => {
      await signUp(store(), 'ada');
      expect(await failHourly('ada', { from: start + 365 * durations.day, times: 50 })).toBe(50);
      await store().sweepExpired(start);
      expect((await tryRight('ada', start)).kind).toBe('verified');
    });

    it('stops nobody by what a clock that was ahead has counted, before it is swept, too', async () => {
      await signUp(store(), 'ada');
      await failHourly('ada', { from: start + 365 * durations.day, times: 50 });
      expect((await tryRight('ada', start)).kind).toBe('too_many_attempts');
      expect((await tryRight('ada', start + durations.hour)).kind).toBe('verified');
    });

    it('is not touched by what happens to others', async () => {
      await signUp(store(), 'ada');
      await signUp(store(), 'bob');
      await failHourly('ada', { from: start, times: 50 });
      expect((await tryRight('bob', start)).kind).toBe('verified');
    });
  });

  describe('the attempt budget of a login ID that nobody has', () => {
    it('is like a user’s: waits, stop, days and sweeps', async () => {
      await signUp(store(), 'ada');
      const live = async (name: string) => {
        const outcomes: unknown[] = [];
        // Into every wait first, then past each, until it stops.
        for (let attempt = 0; attempt < 80; attempt += 1) {
          const now = start + attempt * (attempt < 20 ? 1 : 65) * durations.minute;
          outcomes.push(await store().verify(verification(name, { now })));
          await store().sweepExpired(now);
        }
        for (const days of [29, 30, 31, 32, 33, 60, 62, 64, 95]) {
          const now = start + days * durations.day;
          await store().sweepExpired(now);
          outcomes.push(await store().verify(verification(name, { now })));
        }
        const hourly = (index: number) => start + index * 65 * durations.minute + durations.hour;
        expect(outcomes.slice(78, 80)).toEqual([
          { kind: 'too_many_attempts', waitingUntil: hourly(78) },
          { kind: 'too_many_attempts', waitingUntil: hourly(79) },
        ]);
        return outcomes;
      };
      expect(await live('nobody')).toEqual(await live('ada'));
    });

    it('is kept for as many as there is room for, the last used first', async () => {
      const names = ['first', 'second', 'third', 'fourth'];
      for (const [index, name] of names.entries()) {
        for (let failure = 0; failure < 5; failure += 1) {
          await store().verify(verification(name, { now: start + index }));
        }
      }
      await signUp(store(), 'ada');
      for (let failure = 0; failure < 5; failure += 1) await store().verify(verification('ada'));
      await store().sweepExpired(start + 10, { unknownLoginIds: 2 });
      const kinds: string[] = [];
      for (const name of [...names, 'ada']) {
        kinds.push((await store().verify(verification(name, { now: start + 10 }))).kind);
      }
      const [forgotten, kept] = ['invalid_code', 'too_many_attempts'];
      expect(kinds).toEqual([forgotten, forgotten, kept, kept, kept]);
    });
  });

  describe('the attempt budget of a known browser', () => {
    it('ends with the browser after 20 in a row', async () => {
      const { userId } = await signUp(store(), 'ada');
      const claim = await knownBrowser('ada', start);
      const other = await knownBrowser('ada', start);
      await failHourly('ada', { from: start, times: 50 });
      expect(await failHourly('ada', { from: start, times: 19, claim })).toBe(19);
      const now = start + 50 * durations.hour;
      expect((await tryRight('ada', now, claim)).kind).toBe('verified');

      expect(await failHourly('ada', { from: now, times: 20, claim })).toBe(20);
      const later = now + 50 * durations.hour;
      expect((await tryRight('ada', later, claim)).kind).toBe('too_many_attempts');
      expect((await tryRight('ada', later, other)).kind).toBe('verified');
      const search = { userId, action: 'browser.forgotten', limit: 9 } as const;
      expect(await store().listEvents(search)).toMatchObject([{ reason: 'attempts' }]);
    });

    it('ends with the browser after 50 in 30 days, whatever succeeds between', async () => {
      const { userId } = await signUp(store(), 'ada');
      const claim = await knownBrowser('ada', start);
      for (let day = 0; day < 5; day += 1) {
        const from = start + day * durations.day;
        expect(await failHourly('ada', { from, times: 10, claim })).toBe(10);
        await tryRight('ada', from + 12 * durations.hour, claim);
      }
      const search = { userId, action: 'browser.forgotten', limit: 9 } as const;
      expect(await store().listEvents(search)).toHaveLength(1);
    });

    it('is nothing to another user', async () => {
      await signUp(store(), 'ada');
      await signUp(store(), 'bob');
      const claim = { ...(await knownBrowser('bob', start)), loginIdCanonical: 'ada' };
      await failHourly('ada', { from: start, times: 50 });
      const now = start + 60 * durations.hour;
      expect((await tryRight('ada', now, claim)).kind).toBe('too_many_attempts');
    });
  });

  it('a session ends after 20 wrong codes in a row', async () => {
    const { sessionId } = await signUp(store(), 'ada');
    const claim: Claim = { kind: 'session', sessionId };
    expect(await failHourly('ada', { from: start, times: 19, claim })).toBe(19);
    expect(await store().findLiveSession(sessionId, start)).toBeDefined();
    const from = start + 19 * durations.hour;
    expect(await failHourly('ada', { from, times: 1, claim })).toBe(1);
    expect(await store().findLiveSession(sessionId, start)).toBeUndefined();
    expect((await tryRight('ada', from, claim)).kind).toBe('unauthenticated');
  });
}
