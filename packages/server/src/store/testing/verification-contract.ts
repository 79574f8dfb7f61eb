import { describe, expect, it } from 'vitest';
import type { Store } from '../store.ts';
import {
  by,
  confirmation,
  matchAt,
  newEnrollment,
  newTicket,
  newUser,
  signUp,
  start,
  verification,
} from './store-fixtures.ts';

export function describeVerifications(store: () => Store): void {
  describe('verify', () => {
    it('accepts a step above the last one and begins a session', async () => {
      const { userId } = await signUp(store(), 'ada');
      const request = verification('ada', { decide: matchAt(101) });
      const outcome = await store().verify(request);
      expect(outcome).toMatchObject({
        kind: 'verified',
        user: { userId },
        session: { sessionId: request.newSession.sessionId },
      });
      expect((await store().findUser(userId, start))?.user.lastSignInAt).toBe(start);
    });

    it('refuses the confirming step, a step again and every earlier step', async () => {
      await signUp(store(), 'ada');
      const kinds: string[] = [];
      for (const step of [100, 102, 102, 101, 103]) {
        kinds.push((await store().verify(verification('ada', { decide: matchAt(step) }))).kind);
      }
      expect(kinds).toEqual([
        'invalid_code',
        'verified',
        'invalid_code',
        'invalid_code',
        'verified',
      ]);
    });

    it('takes no code of a step before the mark, which only rises', async () => {
      await signUp(store(), 'ada');
      await store().raiseMark('codes-valid-from', 105);
      await store().raiseMark('codes-valid-from', 103);
      const outcomeAt = async (step: number) =>
        (await store().verify(verification('ada', { decide: matchAt(step) }))).kind;
      expect(await outcomeAt(101)).toBe('invalid_code');
      expect(await outcomeAt(104)).toBe('invalid_code');
      expect(await outcomeAt(105)).toBe('verified');
    });

    it('lets one of two hundred parallel right codes win', async () => {
      const { userId } = await signUp(store(), 'ada');
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, () =>
          store().verify(verification('ada', { decide: matchAt(101) })),
        ),
      );
      expect(outcomes.filter(({ kind }) => kind === 'verified')).toHaveLength(1);
      const events = await store().listEvents({
        userId,
        action: 'verification.succeeded',
        limit: 9,
      });
      expect(events).toHaveLength(1);
    });

    it('compares five of two hundred parallel wrong codes and makes the rest wait', async () => {
      await signUp(store(), 'ada');
      let compared = 0;
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, () =>
          store().verify(
            verification('ada', {
              decide: () => {
                compared += 1;
                return { kind: 'no_match' };
              },
            }),
          ),
        ),
      );
      expect(compared).toBe(5);
      const waiting = outcomes.filter(({ kind }) => kind === 'too_many_attempts');
      expect(waiting).toHaveLength(195);
      expect(waiting[0]).toMatchObject({ waitingUntil: start + 30_000 });
    });

    it('doubles the wait with each further failure and forgets it after a success', async () => {
      await signUp(store(), 'ada');
      for (let failure = 1; failure <= 5; failure += 1) await store().verify(verification('ada'));
      const afterWait = start + 30_000;
      await store().verify(verification('ada', { now: afterWait }));
      const waiting = await store().verify(verification('ada', { now: afterWait }));
      expect(waiting).toMatchObject({ waitingUntil: afterWait + 60_000 });

      const now = afterWait + 60_000;
      const right = await store().verify(verification('ada', { now, decide: matchAt(200) }));
      expect(right.kind).toBe('verified');
      const wrong = await store().verify(verification('ada', { now }));
      expect(wrong.kind).toBe('invalid_code');
    });

    it('treats a login ID that nobody has like a user whose code is wrong', async () => {
      await signUp(store(), 'ada');
      const answers = async (name: string): Promise<unknown[]> => {
        const outcomes: unknown[] = [];
        for (let attempt = 1; attempt <= 6; attempt += 1) {
          outcomes.push(await store().verify(verification(name)));
        }
        return outcomes;
      };
      expect(await answers('nobody')).toEqual(await answers('ada'));
    });

    it('takes a ticket user without a ticket for unknown, charges nothing and spends no step', async () => {
      const user = newUser('ada', { signIn: 'ticket' });
      await store().createUser(user, by);
      const ticket = newTicket();
      await store().createTicket(ticket, { userId: user.userId }, by);
      const enrollment = newEnrollment();
      const { ticketHash } = ticket;
      await store().startEnrollment(enrollment, { kind: 'ticket', ticketHash }, by);
      await store().confirmEnrollment(confirmation(enrollment.enrollmentHash));
      for (let attempt = 1; attempt <= 6; attempt += 1) {
        await store().verify(verification('ada', { decide: matchAt(101) }));
      }
      const found = await store().findUser(user.userId, start);
      expect(found).toMatchObject({ waitingUntil: 0, authenticators: [{ lastUsedAt: null }] });
    });

    it('keeps the charge when the key cannot be opened', async () => {
      const { userId } = await signUp(store(), 'ada');
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        await store().verify(verification('ada', { decide: () => ({ kind: 'unreadable' }) }));
      }
      const outcome = await store().verify(verification('ada', { decide: matchAt(101) }));
      expect(outcome.kind).toBe('too_many_attempts');
      const events = await store().listEvents({ userId, action: 'key.unreadable', limit: 9 });
      expect(events).toHaveLength(5);
    });

    it('writes nothing of a verification that throws, and the others of its group all the same', async () => {
      await signUp(store(), 'ada');
      await signUp(store(), 'bob');
      const failing = store().verify(
        verification('ada', {
          decide: () => {
            throw new Error('a mistake');
          },
        }),
      );
      const working = store().verify(verification('bob', { decide: matchAt(101) }));
      await expect(failing).rejects.toThrow('a mistake');
      expect((await working).kind).toBe('verified');
    });
  });
}
