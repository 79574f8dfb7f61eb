import { describe, expect, it } from 'vitest';
import { durations } from '../../core/durations.ts';
import { administratorLoginId } from '../../core/login-id.ts';
import type { EventFilter, EventPlace } from '../events.ts';
import type { Store } from '../store.ts';
import {
  by,
  loginIdOf,
  matchAt,
  newUser,
  signUp,
  start,
  unique,
  verification,
} from './store-fixtures.ts';

const hour = Math.floor(start / durations.hour);

export function describeEvents(store: () => Store): void {
  const actionsOf = async (filter: Omit<EventFilter, 'limit'>) =>
    (await store().listEvents({ ...filter, limit: 200 })).map(({ action }) => action);

  describe('listEvents', () => {
    it('comes newest first, filtered and page by page', async () => {
      const { userId } = await signUp(store(), 'ada');
      await signUp(store(), 'bob');
      const mine = await store().listEvents({ userId, limit: 9 });
      expect(mine.map(({ action }) => action)).toEqual(['enrollment.confirmed', 'user.created']);
      expect(mine[0]).toMatchObject({ clientAddress: '192.0.2.7', requestId: 'req_1', at: start });
      const all = await store().listEvents({ limit: 9 });
      const rest = await store().listEvents({ limit: 9, before: all[1] });
      expect(rest).toEqual(all.slice(2));
      expect(await store().listEvents({ from: start + 1, limit: 9 })).toEqual([]);
      expect(await store().listEvents({ to: start, limit: 9 })).toEqual([]);
    });

    it('mixes its filters, and finds each event once whatever the page', async () => {
      const { userId } = await signUp(store(), 'ada');
      for (let failure = 0; failure < 4; failure += 1) {
        await store().verify(verification('ada', { now: start + failure }));
      }
      const action = 'verification.failed';
      const range = { from: start + 1, to: start + 3 };
      const filters: Omit<EventFilter, 'limit'>[] = [
        {},
        { userId },
        { action },
        { userId, action },
      ];
      for (const filter of filters.flatMap((one) => [one, { ...one, ...range }])) {
        const whole = await store().listEvents({ ...filter, limit: 200 });
        const paged: string[] = [];
        let before: EventPlace | undefined;
        do {
          const page = await store().listEvents({ ...filter, before, limit: 1 });
          paged.push(...page.map(({ eventId }) => eventId));
          before = page[0];
        } while (before !== undefined);
        expect(paged).toEqual(whole.map(({ eventId }) => eventId));
      }
      expect(await actionsOf({ userId, action, ...range })).toEqual([action, action]);
    });

    it('leaves administrators out where only users are asked about', async () => {
      const { userId } = await signUp(store(), 'ada');
      const administratorId = unique('admin');
      const loginId = administratorLoginId(loginIdOf(unique('root')));
      const invitation = {
        invitationId: unique('invitation'),
        invitationHash: unique('hash'),
        at: start,
        expiresAt: start + durations.day,
      };
      const made = { administratorId, loginId, role: 'viewer' } as const;
      await store().createAdministrator(made, invitation, by);
      const about = 'users';
      expect(await actionsOf({ about, userId: administratorId })).toEqual([]);
      expect(await actionsOf({ about, action: 'administrator.created' })).toEqual([]);
      const users = await store().listEvents({ about, limit: 99 });
      expect(new Set(users.map((event) => event.userId))).toEqual(new Set([null, userId]));
      expect((await actionsOf({})).length).toBeGreaterThan(users.length);
      expect(await actionsOf({ about, userId })).toEqual(await actionsOf({ userId }));
    });

    it('names users and management keys while they are there', async () => {
      const user = newUser('Ada');
      const keyId = unique('key');
      const { userId } = user;
      const key = { keyId, keyHash: unique('hash'), name: 'Backend', scopes: [], at: start };
      await store().createManagementKey(key, by);
      await store().createUser(user, { kind: 'management', id: keyId });
      const [event] = await store().listEvents({ userId, limit: 1 });
      expect(event).toMatchObject({ loginId: 'Ada', actorId: keyId, actorName: 'Backend' });
      await store().revokeManagementKey(keyId, { at: start, by });
      await store().deleteUser(userId, { at: start, by });
      const [, later] = await store().listEvents({ userId, limit: 2 });
      expect(later).toMatchObject({ loginId: null, actorId: keyId, actorName: null });
    });
  });

  describe('a waiting time', () => {
    it('is recorded when it begins, for a login ID that nobody has too', async () => {
      const { userId } = await signUp(store(), 'ada');
      for (const name of ['ada', 'nobody']) {
        for (let failure = 1; failure <= 5; failure += 1) await store().verify(verification(name));
      }
      const began = await store().listEvents({ action: 'user.waiting_began', limit: 9 });
      expect(began).toMatchObject([
        { userId: null, reason: 'unknown browser' },
        { userId, reason: 'unknown browser' },
      ]);
    });
  });

  describe('what is counted by hour', () => {
    const counts = () => store().countByHour(hour - 1, hour + 1);

    const live = async () => {
      await signUp(store(), 'ada');
      await signUp(store(), 'bob');
      await store().createUser(newUser('cyd'), { kind: 'management' });
      await store().verify(verification('ada', { decide: matchAt(101) }));
      for (const name of ['ada', 'nobody']) {
        for (let failure = 1; failure <= 6; failure += 1) {
          const now = failure === 6 ? start + 30_000 : start;
          await store().verify(verification(name, { now }));
        }
      }
    };

    it('are sign-ups, sign-ins, failures and waits, before and after they are rolled up', async () => {
      await live();
      const before = await counts();
      expect(before).toMatchObject([{ hour, signUps: 2, signIns: 1, failures: 12, waits: 4 }]);
      await store().sweepExpired(start + 30 * durations.minute);
      expect(await counts()).toEqual(before);
      await Promise.all([
        store().sweepExpired(start + 2 * durations.hour),
        store().sweepExpired(start + 2 * durations.hour),
      ]);
      expect(await counts()).toEqual(before);
      await store().sweepExpired(start + 40 * durations.day);
      expect(await counts()).toEqual(before);
    });

    it('stays when the events go', async () => {
      await live();
      const before = await counts();
      await store().sweepExpired(start + durations.minute, { auditFailures: 1 });
      expect(await actionsOf({ action: 'verification.failed' })).toHaveLength(10);
      expect(await counts()).toEqual(before);
      await store().sweepExpired(start + 3 * durations.day, { auditDays: 1 });
      expect(await actionsOf({})).toEqual([]);
      expect(await counts()).toEqual(before);
      await store().sweepExpired(start + 401 * durations.day);
      expect(await counts()).toEqual([]);
    });
  });

  describe('the audit trail', () => {
    it('keeps the newest of each kind that anybody causes, and all of what users and operators do', async () => {
      const { userId } = await signUp(store(), 'ada');
      await store().verify(verification('ada', { decide: matchAt(101) }));
      for (let failure = 0; failure < 30; failure += 1) {
        await store().verify(verification(unique('nobody'), { now: start + failure }));
      }
      const failedAt = async () =>
        (await store().listEvents({ action: 'verification.failed', limit: 99 })).map(
          ({ at }) => at - start,
        );
      // Within an hour ten times as many.
      await store().sweepExpired(start + durations.minute, { auditFailures: 2 });
      expect(await failedAt()).toEqual(Array.from({ length: 20 }, (_, index) => 29 - index));
      await store().sweepExpired(start + durations.hour + 20, { auditFailures: 2 });
      expect(await failedAt()).toEqual([29, 28, 27, 26, 25, 24, 23, 22, 21, 20]);
      await store().sweepExpired(start + durations.hour + 30, { auditFailures: 2 });
      expect(await failedAt()).toEqual([29, 28]);
      expect(await actionsOf({ action: 'enrollment.started' })).toEqual(['enrollment.started']);
      expect(await actionsOf({ userId })).toEqual([
        'verification.succeeded',
        'enrollment.confirmed',
        'user.created',
      ]);
    });

    it('ends after its days', async () => {
      await store().createUser(newUser('ada'), by);
      const now = start + 10 * durations.day;
      await store().createUser(newUser('bob', { at: now }), by);
      await store().sweepExpired(now, { auditDays: 10 });
      expect(await actionsOf({})).toHaveLength(2);
      await store().sweepExpired(now + 1, { auditDays: 10 });
      expect(await actionsOf({})).toHaveLength(1);
    });
  });
}
