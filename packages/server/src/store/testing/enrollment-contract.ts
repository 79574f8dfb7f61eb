import { describe, expect, it } from 'vitest';
import { durations } from '../../core/durations.ts';
import type { Store } from '../store.ts';
import type { NewTicket } from '../tickets.ts';
import {
  by,
  confirmation,
  everybody,
  matchAt,
  newEnrollment,
  newTicket,
  newUser,
  openSignUp,
  right,
  signUp,
  start,
  verification,
  wrong,
} from './store-fixtures.ts';

export function describeEnrollments(store: () => Store): void {
  describe('confirmEnrollment', () => {
    it('makes the user, the authenticator and the session of a sign-up', async () => {
      const enrollment = newEnrollment({ name: 'Ada L.', label: 'Phone' });
      await store().startEnrollment(enrollment, openSignUp('Ada'), by);
      const request = confirmation(enrollment.enrollmentHash);
      const outcome = await store().confirmEnrollment(request);
      expect(outcome).toMatchObject({
        kind: 'confirmed',
        firstSeen: true,
        user: { userId: request.newUserId, loginId: 'Ada', name: 'Ada L.', loginIdVerified: 0 },
        session: { sessionId: request.newSession.sessionId, verifiedAt: start },
      });
      const found = await store().findUser(request.newUserId, start);
      expect(found?.authenticators).toMatchObject([{ label: 'Phone' }]);
      expect(await store().findLiveSession(request.newSession.sessionId, start)).toBeDefined();
    });

    it('keeps the enrollment after a wrong code and ends it with the fifth', async () => {
      const { enrollmentHash } = await started(store(), 'ada');
      const refuse = () =>
        store().confirmEnrollment(confirmation(enrollmentHash, { decide: wrong }));
      const kinds: string[] = [];
      for (let attempt = 1; attempt <= 5; attempt += 1) kinds.push((await refuse()).kind);
      expect(kinds).toEqual([...Array<string>(4).fill('invalid_code'), 'enrollment_expired']);
      const late = await store().confirmEnrollment(confirmation(enrollmentHash));
      expect(late.kind).toBe('enrollment_expired');
    });

    it('tells a lost answer from an expired enrollment', async () => {
      const { enrollmentHash } = await started(store(), 'ada');
      await store().confirmEnrollment(confirmation(enrollmentHash));
      const again = await store().confirmEnrollment(confirmation(enrollmentHash));
      expect(again.kind).toBe('enrollment_confirmed');
      const unknown = await store().confirmEnrollment(confirmation('nothing'));
      expect(unknown.kind).toBe('enrollment_expired');
    });

    it('takes no code of a step before the mark, and charges it', async () => {
      const { enrollmentHash } = await started(store(), 'ada');
      await store().raiseMark('codes-valid-from', 102);
      const outcomeAt = async (step: number) =>
        (await store().confirmEnrollment(confirmation(enrollmentHash, { decide: right(step) })))
          .kind;
      const kinds: string[] = [];
      for (const step of [100, 101, 101, 101]) kinds.push(await outcomeAt(step));
      expect(kinds).toEqual(Array<string>(4).fill('invalid_code'));
      expect(await outcomeAt(102)).toBe('confirmed');
      const { enrollmentHash: other } = await started(store(), 'bob');
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        await store().confirmEnrollment(confirmation(other, { decide: right(101) }));
      }
      const late = await store().confirmEnrollment(confirmation(other, { decide: right(102) }));
      expect(late.kind).toBe('enrollment_expired');
    });

    it('refuses a code that comes too late', async () => {
      const { enrollmentHash } = await started(store(), 'ada');
      const now = start + durations.enrollment;
      const outcome = await store().confirmEnrollment(confirmation(enrollmentHash, { now }));
      expect(outcome.kind).toBe('enrollment_expired');
    });

    it('lets one of fifty parallel confirmations of a login ID win', async () => {
      const enrollments = await Promise.all(
        Array.from({ length: 50 }, () => started(store(), 'ada')),
      );
      const outcomes = await Promise.all(
        enrollments.map(({ enrollmentHash }) =>
          store().confirmEnrollment(confirmation(enrollmentHash)),
        ),
      );
      const kinds = outcomes.map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['confirmed', ...Array<string>(49).fill('login_id_taken')]);
      const { total, users } = await store().listUsers(everybody);
      expect(total).toBe(1);
      expect(users[0]?.authenticators).toHaveLength(1);
    });

    it('leaves the owner of a taken login ID untouched and records the try', async () => {
      const { userId } = await signUp(store(), 'ada');
      const before = await store().findUser(userId, start);
      const { enrollmentHash } = await started(store(), 'ada');
      await store().confirmEnrollment(confirmation(enrollmentHash));
      expect(await store().findUser(userId, start)).toEqual(before);
      const events = await store().listEvents({ userId, action: 'enrollment.refused', limit: 9 });
      expect(events).toHaveLength(1);
    });

    it('ends nothing when an enrollment is canceled twice, and then refuses its code', async () => {
      const { enrollmentHash } = await started(store(), 'ada');
      await store().cancelEnrollment(enrollmentHash);
      await store().cancelEnrollment(enrollmentHash);
      const outcome = await store().confirmEnrollment(confirmation(enrollmentHash));
      expect(outcome.kind).toBe('enrollment_expired');
    });
  });

  describe('an enrollment by ticket', () => {
    it('adds an authenticator, gives no session and spends the ticket', async () => {
      const { userId, ticket, enrollment } = await startedByTicket(store());
      const request = confirmation(enrollment.enrollmentHash);
      const outcome = await store().confirmEnrollment(request);
      expect(outcome).toMatchObject({ kind: 'confirmed', firstSeen: false, user: { userId } });
      expect(outcome).not.toHaveProperty('session');
      expect(await store().findLiveTicket(ticket.ticketHash, start)).toBeUndefined();
      const spent = await store().verify(verification('ada', { decide: matchAt(100) }));
      expect(spent.kind).toBe('invalid_code');
    });

    it('ends the earlier enrollment of the same ticket', async () => {
      const { ticket, enrollment } = await startedByTicket(store());
      await startByTicket(store(), ticket);
      const outcome = await store().confirmEnrollment(confirmation(enrollment.enrollmentHash));
      expect(outcome.kind).toBe('enrollment_expired');
    });

    it('ends the ticket with ten wrong codes', async () => {
      const { ticket } = await startedByTicket(store());
      for (let round = 1; round <= 2; round += 1) {
        const enrollment = await startByTicket(store(), ticket);
        for (let attempt = 1; attempt <= 5; attempt += 1) {
          await store().confirmEnrollment(
            confirmation(enrollment.enrollmentHash, { decide: wrong }),
          );
        }
      }
      expect(await store().findLiveTicket(ticket.ticketHash, start)).toBeUndefined();
    });

    it('refuses a fourth authenticator', async () => {
      const user = newUser('ada');
      await store().createUser(user, by);
      const outcomes: string[] = [];
      for (let count = 1; count <= 4; count += 1) {
        const ticket = newTicket();
        await store().createTicket(ticket, { userId: user.userId }, by);
        const enrollment = await startByTicket(store(), ticket);
        const request = confirmation(enrollment.enrollmentHash, { decide: right(count) });
        outcomes.push((await store().confirmEnrollment(request)).kind);
      }
      expect(outcomes).toEqual(['confirmed', 'confirmed', 'confirmed', 'limit_reached']);
    });
  });
}

async function started(store: Store, name: string) {
  const enrollment = newEnrollment();
  await store.startEnrollment(enrollment, openSignUp(name), by);
  return enrollment;
}

async function startedByTicket(store: Store) {
  const user = newUser('ada');
  await store.createUser(user, by);
  const ticket = newTicket();
  await store.createTicket(ticket, { userId: user.userId }, by);
  const enrollment = await startByTicket(store, ticket);
  return { userId: user.userId, ticket, enrollment };
}

async function startByTicket(store: Store, { ticketHash }: NewTicket) {
  const enrollment = newEnrollment();
  const outcome = await store.startEnrollment(enrollment, { kind: 'ticket', ticketHash }, by);
  expect(outcome.kind).toBe('started');
  return enrollment;
}
