import { describe, expect, it } from 'vitest';
import { addressSubjects } from '../../core/address-budget.ts';
import { durations } from '../../core/durations.ts';
import type { Store } from '../store.ts';
import { by, newEnrollment, newUser, openSignUp, signUp, start } from './store-fixtures.ts';

export function describeAccountLookups(store: () => Store): void {
  function lookUp(
    loginIdCanonical: string,
    { address = '192.0.2.7', now = start }: { address?: string; now?: number } = {},
  ) {
    return store().lookUpAccount({
      loginIdCanonical,
      addressSubjects: addressSubjects(address),
      now,
    });
  }

  describe('lookUpAccount', () => {
    it('finds direct users with an authenticator, disabled ones too', async () => {
      const { userId } = await signUp(store(), 'ada');
      expect(await lookUp('ada')).toEqual({ kind: 'looked_up', hasAccount: true });
      await store().updateUser({ userId, status: 'disabled', at: start, by });
      expect(await lookUp('ada')).toEqual({ kind: 'looked_up', hasAccount: true });
    });

    it('does not find ticket users, users without an authenticator and nobody', async () => {
      await store().createUser(newUser('without one'), by);
      await store().createUser(newUser('by ticket', { signIn: 'ticket' }), by);
      for (const name of ['without one', 'by ticket', 'nobody', '']) {
        expect(await lookUp(name), name).toEqual({ kind: 'looked_up', hasAccount: false });
      }
    });

    it('bears a hundred an hour from an address, then says when the hour is over', async () => {
      const outcomes = await Promise.all(Array.from({ length: 130 }, () => lookUp('ada')));
      expect(outcomes.filter(({ kind }) => kind === 'looked_up')).toHaveLength(100);
      const later = { now: start + durations.hour - 1 };
      const waitingUntil = start + durations.hour;
      expect(await lookUp('ada', later)).toEqual({ kind: 'too_many_attempts', waitingUntil });
      expect((await lookUp('ada', { address: '192.0.2.8' })).kind).toBe('looked_up');
      expect((await lookUp('ada', { now: start + durations.hour })).kind).toBe('looked_up');
    });

    it('leaves the starts of enrollments their own hundred', async () => {
      const startSubjects = addressSubjects('192.0.2.7');
      const startSignUp = async (name: string) => {
        const permit = { ...openSignUp(name), startSubjects };
        return (await store().startEnrollment(newEnrollment(), permit, by)).kind;
      };
      for (let count = 1; count <= 101; count += 1) await lookUp('ada');
      for (let count = 1; count <= 100; count += 1) {
        expect(await startSignUp('eva')).toBe('started');
      }
      expect(await startSignUp('eva')).toBe('too_many_attempts');
    });
  });
}
