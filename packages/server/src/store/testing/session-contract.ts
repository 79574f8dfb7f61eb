import { describe, expect, it } from 'vitest';
import { durations } from '../../core/durations.ts';
import type { Store } from '../store.ts';
import { by, matchAt, signUp, start, unique, verification } from './store-fixtures.ts';

export function describeSessions(store: () => Store): void {
  const refresh = (refreshHash: string, successorHash: string, now = start) =>
    store().refreshSession({ refreshHash, successorHash, now, by });

  describe('refreshSession', () => {
    it('rotates: the successor works, idle time starts anew', async () => {
      const { refreshHash, userId } = await signUp(store(), 'ada');
      const now = start + durations.refreshIdle - 1;
      const live = await refresh(refreshHash, 'second', now);
      expect(live).toMatchObject({
        user: { userId },
        refreshExpiresAt: now + durations.refreshIdle,
      });
      expect(await refresh('second', 'third', now + 1)).toBeDefined();
    });

    it('gives fifty parallel requests the same successor', async () => {
      const { refreshHash, sessionId } = await signUp(store(), 'ada');
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => refresh(refreshHash, 'second')),
      );
      expect(new Set(answers.map((live) => live?.session.sessionId))).toEqual(new Set([sessionId]));
      expect(await refresh('second', 'third')).toBeDefined();
    });

    it('ends the family when a token is used again after ten seconds, and records it', async () => {
      const { refreshHash, sessionId, userId } = await signUp(store(), 'ada');
      await refresh(refreshHash, 'second');
      expect(await refresh(refreshHash, 'second', start + 10_000)).toBeDefined();
      expect(await refresh(refreshHash, 'second', start + 10_001)).toBeUndefined();
      expect(await refresh('second', 'third', start + 10_001)).toBeUndefined();
      expect(await store().findLiveSession(sessionId, start + 10_001)).toBeUndefined();
      const events = await store().listEvents({ userId, action: 'session.reused', limit: 9 });
      expect(events).toHaveLength(1);
    });

    it('ends after the idle time and, however often refreshed, after the absolute time', async () => {
      const { refreshHash } = await signUp(store(), 'ada');
      expect(await refresh(refreshHash, 'x', start + durations.refreshIdle)).toBeUndefined();
      let now = start;
      let token = refreshHash;
      let refreshes = 0;
      for (;;) {
        now += durations.refreshIdle - 1;
        const successor = unique('refresh');
        if ((await refresh(token, successor, now)) === undefined) break;
        token = successor;
        refreshes += 1;
      }
      expect(refreshes).toBe(4);
      expect(now).toBeGreaterThanOrEqual(start + durations.refreshAbsolute);
    });

    it('refuses a token that nobody was given', async () => {
      expect(await refresh('nothing', 'second')).toBeUndefined();
    });
  });

  describe('endSession', () => {
    it('ends one session at once and leaves the others', async () => {
      const { sessionId, refreshHash } = await signUp(store(), 'ada');
      const other = await signUp(store(), 'bob');
      await store().endSession({ sessionId, scope: 'here', at: start, by });
      expect(await store().findLiveSession(sessionId, start)).toBeUndefined();
      expect(await refresh(refreshHash, 'second')).toBeUndefined();
      expect(await store().findLiveSession(other.sessionId, start)).toBeDefined();
    });

    it('ends every session of the user when everywhere is meant', async () => {
      const first = await signUp(store(), 'ada');
      const { newSession } = await signInAgain(store());
      await store().endSession({ sessionId: first.sessionId, scope: 'everywhere', at: start, by });
      expect(await store().findLiveSession(newSession.sessionId, start)).toBeUndefined();
    });

    it('finds the session of a refresh token, and takes an old one for a reuse', async () => {
      const { sessionId, refreshHash } = await signUp(store(), 'ada');
      const identify = (hash: string, now = start) =>
        store().identifyRefreshToken({ refreshHash: hash, now, by });
      expect(await identify(refreshHash)).toBe(sessionId);
      expect(await identify('nothing')).toBeUndefined();
      await refresh(refreshHash, 'second');
      expect(await identify(refreshHash, start + 10_000)).toBe(sessionId);
      expect(await identify(refreshHash, start + 10_001)).toBeUndefined();
      expect(await store().findLiveSession(sessionId, start + 10_001)).toBeUndefined();
    });
  });
}

async function signInAgain(store: Store) {
  const request = verification('ada', { decide: matchAt(101) });
  await store.verify(request);
  return request;
}
