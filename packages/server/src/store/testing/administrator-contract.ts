import { describe, expect, it } from 'vitest';
import { administratorLoginId } from '../../core/login-id.ts';
import { durations } from '../../core/durations.ts';
import type { NewInvitation } from '../invitations.ts';
import type { Store } from '../store.ts';
import {
  by,
  confirmation,
  loginIdOf,
  matchAt,
  newEnrollment,
  signUp,
  start,
  unique,
  verification,
} from './store-fixtures.ts';

function newInvitation(at = start): NewInvitation {
  return {
    invitationId: unique('invitation'),
    invitationHash: unique('invitation-hash'),
    at,
    expiresAt: at + durations.invitation,
  };
}

function named(name: string) {
  const loginId = administratorLoginId(loginIdOf(name));
  return { administratorId: unique('admin'), loginId, role: 'administrator' as const };
}

/** Enrolls by an invitation; what confirms it begins a console session of the given token hash. */
async function enroll(
  store: Store,
  { invitationHash }: NewInvitation,
  options: { readonly tokenHash?: string; readonly signUpAs?: string } = {},
) {
  const { tokenHash = unique('console'), signUpAs } = options;
  const enrollment = newEnrollment();
  const started = await store.startEnrollment(
    enrollment,
    {
      kind: 'invitation',
      invitationHash,
      ...(signUpAs !== undefined && { signUpAs: administratorLoginId(loginIdOf(signUpAs)) }),
    },
    by,
  );
  if (started.kind !== 'started') return started;
  return store.confirmEnrollment(
    confirmation(enrollment.enrollmentHash, {
      surface: 'console',
      newUserId: unique('admin'),
      newSession: { sessionId: unique('session'), refreshHash: tokenHash },
    }),
  );
}

/** What a store does for the console: invitations, administrators, and their sessions. */
export function describeAdministrators(store: () => Store): void {
  describe('administrators', () => {
    it('begin with one, by an invitation that is good once', async () => {
      const invitation = newInvitation();
      expect(await store().inviteFirstAdministrator(invitation, by)).toBe(true);
      const confirmed = await enroll(store(), invitation, { signUpAs: 'root' });
      expect(confirmed).toMatchObject({ kind: 'confirmed', firstSeen: true });
      expect(await enroll(store(), invitation, { signUpAs: 'other' })).toEqual({
        kind: 'ticket_invalid',
      });
      expect(await store().inviteFirstAdministrator(newInvitation(), by)).toBe(false);
      expect(await store().listAdministrators(start)).toMatchObject([
        { loginId: 'root', role: 'administrator', authenticators: 1, invitedUntil: null },
      ]);
    });

    it('of the first invitation, confirmed twice at once, there is one', async () => {
      const invitation = newInvitation();
      await store().inviteFirstAdministrator(invitation, by);
      const outcomes = await Promise.all(
        ['ada', 'eve', 'ida'].map((signUpAs) => enroll(store(), invitation, { signUpAs })),
      );
      expect(outcomes.filter(({ kind }) => kind === 'confirmed')).toHaveLength(1);
      expect(await store().listAdministrators(start)).toHaveLength(1);
    });

    it('and users of one name are two', async () => {
      const { userId } = await signUp(store(), 'ada');
      const invitation = newInvitation();
      const ada = named('ada');
      expect(await store().createAdministrator(ada, invitation, by)).toBe(true);
      expect(await store().createAdministrator(named('ADA'), newInvitation(), by)).toBe(false);
      await enroll(store(), invitation);
      const asUser = verification('ada', { decide: matchAt(200) });
      expect(await store().verify(asUser)).toMatchObject({ kind: 'verified', user: { userId } });
      const asAdministrator = verification('ada', {
        claim: { kind: 'administrator', loginIdCanonical: ada.loginId.canonical },
        decide: matchAt(200),
      });
      const verified = await store().verify(asAdministrator);
      expect(verified).toMatchObject({
        kind: 'verified',
        user: { userId: ada.administratorId },
        consoleSession: { administratorId: ada.administratorId },
      });
      expect(verified).not.toHaveProperty('session');
    });

    it('are changed and removed until one who can sign in is left', async () => {
      const invitations = [newInvitation(), newInvitation()];
      const both = [named('ada'), named('eve')];
      for (const [index, one] of both.entries()) {
        const invitation = invitations[index] ?? newInvitation();
        await store().createAdministrator(one, invitation, by);
        await enroll(store(), invitation);
      }
      const changes = both.map(({ administratorId }) => ({ administratorId, at: start, by }));
      const outcomes = await Promise.all(
        changes.map((change) => store().removeAdministrator(change)),
      );
      expect(outcomes.sort()).toEqual(['last', 'removed']);
      const [left] = await store().listAdministrators(start);
      const change = { administratorId: left?.administratorId ?? '', at: start, by };
      expect(await store().changeRole(change, 'viewer')).toBe('last');
      const oneself = { ...change, oneself: change.administratorId };
      expect(await store().removeAdministrator(oneself)).toBe('oneself');
      const nobody = { ...change, administratorId: 'admin_nobody' };
      expect(await store().resetAdministrator(nobody, newInvitation())).toBe('not_found');
    });
  });

  describe('console sessions', () => {
    it('last while they are used, up to their absolute end', async () => {
      const invitation = newInvitation();
      await store().inviteFirstAdministrator(invitation, by);
      const tokenHash = unique('console');
      await enroll(store(), invitation, { signUpAs: 'root', tokenHash });
      const use = (now: number) => store().useConsoleSession(tokenHash, now);
      const later = start + durations.consoleIdle - 1;
      const live = await use(later);
      expect(live?.session.idleAt).toBe(later + durations.consoleIdle);
      expect((await use(later + durations.consoleIdle - 1))?.administrator.loginId).toBe('root');
      expect(await use(start + durations.consoleAbsolute)).toBeUndefined();
      expect(await store().useConsoleSession('unknown', start)).toBeUndefined();
    });

    it('end one by one, or all of an administrator at once', async () => {
      const invitation = newInvitation();
      const ada = named('ada');
      await store().createAdministrator(ada, invitation, by);
      const tokens = [unique('console'), unique('console'), unique('console')];
      await enroll(store(), invitation, { tokenHash: tokens[0] ?? '' });
      for (const [index, refreshHash] of tokens.slice(1).entries()) {
        await store().verify(
          verification('ada', {
            claim: { kind: 'administrator', loginIdCanonical: ada.loginId.canonical },
            decide: matchAt(200 + index),
            newSession: { sessionId: unique('session'), refreshHash },
          }),
        );
      }
      const live = () =>
        Promise.all(tokens.map((token) => store().useConsoleSession(token, start)));
      const [first, second] = await live();
      const end = { at: start, by } as const;
      const sessionId = first?.session.sessionId ?? '';
      await store().endConsoleSession({ ...end, sessionId, scope: 'here' });
      expect((await live()).map((one) => one !== undefined)).toEqual([false, true, true]);
      const other = second?.session.sessionId ?? '';
      await store().endConsoleSession({ ...end, sessionId: other, scope: 'everywhere' });
      expect(await live()).toEqual([undefined, undefined, undefined]);
    });
  });
}
