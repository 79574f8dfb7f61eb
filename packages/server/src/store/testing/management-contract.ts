import { describe, expect, it } from 'vitest';
import { durations } from '../../core/durations.ts';
import type { Store } from '../store.ts';
import type { TotpDeletionRequest } from '../totp-deletions.ts';
import {
  by,
  confirmation,
  matchAt,
  newEnrollment,
  newTicket,
  newUser,
  openSignUp,
  signUp,
  start,
  verification,
} from './store-fixtures.ts';

export function describeManagement(store: () => Store): void {
  describe('users', () => {
    it('keeps one user per canonical login ID', async () => {
      expect(await store().createUser(newUser('Ada'), by)).toBe(true);
      expect(await store().createUser(newUser('ADA'), by)).toBe(false);
      expect(await store().findUserByLoginId('ada')).toMatchObject({ loginId: 'Ada' });
    });

    it('deletes a user with everything that is theirs', async () => {
      const { userId, sessionId } = await signUp(store(), 'ada');
      expect(await store().deleteUser(userId, { at: start, by })).toBe('done');
      expect(await store().deleteUser(userId, { at: start, by })).toBe('not_found');
      expect(await store().findUser(userId, start)).toBeUndefined();
      expect(await store().findLiveSession(sessionId, start)).toBeUndefined();
    });
  });

  describe('tickets', () => {
    it('are found while unspent, in time, and their user enabled', async () => {
      const user = newUser('ada');
      await store().createUser(user, by);
      const ticket = newTicket();
      const { userId } = user;
      const outcome = await store().createTicket(ticket, { userId }, by);
      expect(outcome).toEqual({ kind: 'created', userId });
      const { ticketHash } = ticket;
      expect(await store().findLiveTicket(ticketHash, start)).toMatchObject({
        ticketId: ticket.ticketId,
        user: { loginId: 'ada' },
      });
      expect(await store().findLiveTicket(ticketHash, ticket.expiresAt)).toBeUndefined();
      expect(await store().findLiveTicket('nothing', start)).toBeUndefined();
    });

    it('to enroll end the older one where the user has no authenticator, and only there', async () => {
      const invited = newUser('ada');
      await store().createUser(invited, by);
      const signedUp = await signUp(store(), 'bob');
      const live: boolean[] = [];
      for (const { userId } of [invited, signedUp]) {
        const [older, newer] = [newTicket(), newTicket()];
        await store().createTicket(older, { userId }, by);
        await store().createTicket(newer, { userId }, by);
        for (const { ticketHash } of [older, newer]) {
          live.push((await store().findLiveTicket(ticketHash, start)) !== undefined);
        }
      }
      expect(live).toEqual([false, true, true, true]);
    });

    it('are not made for users that do not exist, nor found for disabled ones', async () => {
      const forNobody = await store().createTicket(newTicket(), { userId: 'nobody' }, by);
      expect(forNobody).toEqual({ kind: 'not_found' });
      const user = newUser('ada', { status: 'disabled' });
      await store().createUser(user, by);
      const ticket = newTicket();
      await store().createTicket(ticket, { userId: user.userId }, by);
      expect(await store().findLiveTicket(ticket.ticketHash, start)).toBeUndefined();
    });
  });

  describe('deleteTotp', () => {
    const claim = (requestHash: string) =>
      store().claimIdempotencyKey({ idempotencyKey: 'key-1', requestHash, at: start });
    const order = (userId: string): TotpDeletionRequest => ({
      idempotencyKey: 'key-1',
      userId,
      ticket: newTicket(),
      by,
    });

    it('ends authenticators, sessions, open enrollments and unspent tickets, and makes a new ticket', async () => {
      const { userId, sessionId, refreshHash } = await signUp(store(), 'ada');
      const oldTicket = newTicket();
      await store().createTicket(oldTicket, { userId }, by);
      const open = newEnrollment();
      await store().startEnrollment(open, { kind: 'session', sessionId }, by);
      await claim('same');
      const request = order(userId);
      expect(await store().deleteTotp(request)).toEqual({ outcome: 'deleted', isNew: true });

      const verified = await store().verify(verification('ada', { decide: matchAt(500) }));
      expect(verified.kind).toBe('invalid_code');
      expect(await store().findLiveSession(sessionId, start)).toBeUndefined();
      expect(
        await store().refreshSession({ refreshHash, successorHash: 'x', now: start, by }),
      ).toBeUndefined();
      const confirmed = await store().confirmEnrollment(confirmation(open.enrollmentHash));
      expect(confirmed.kind).toBe('enrollment_expired');
      expect(await store().findLiveTicket(oldTicket.ticketHash, start)).toBeUndefined();
      expect(await store().findLiveTicket(request.ticket.ticketHash, start)).toBeDefined();
    });

    it('does it once per key and records it once', async () => {
      const { userId } = await signUp(store(), 'ada');
      await claim('same');
      const first = order(userId);
      await store().deleteTotp(first);
      const second = order(userId);
      expect(await store().deleteTotp(second)).toEqual({ outcome: 'deleted', isNew: false });
      expect(await store().findLiveTicket(first.ticket.ticketHash, start)).toBeDefined();
      expect(await store().findLiveTicket(second.ticket.ticketHash, start)).toBeUndefined();
      const events = await store().listEvents({ userId, action: 'totp.deleted', limit: 9 });
      expect(events).toHaveLength(1);
    });

    it('says what there was nothing to delete of', async () => {
      const user = newUser('ada');
      await store().createUser(user, by);
      await claim('same');
      expect((await store().deleteTotp(order(user.userId))).outcome).toBe('no_authenticator');
      expect((await store().deleteTotp(order('nobody'))).outcome).toBe('not_found');
    });

    it('leaves who has changed alone, in a repeat too', async () => {
      const { userId } = await signUp(store(), 'ada');
      await claim('same');
      const stale = { ...order(userId), unchangedSince: start - 1 };
      expect(await store().deleteTotp(stale)).toEqual({ outcome: 'changed', isNew: true });
      expect(await store().deleteTotp(stale)).toEqual({ outcome: 'changed', isNew: false });
      expect((await store().findUser(userId, start))?.authenticators).toHaveLength(1);
      expect(await store().listEvents({ userId, action: 'totp.deleted', limit: 9 })).toEqual([]);
    });

    it('binds a key to one request', async () => {
      expect(await claim('one')).toBe(true);
      expect(await claim('one')).toBe(true);
      expect(await claim('other')).toBe(false);
    });
  });

  describe('listBrowsers', () => {
    it('shows the known browsers of a user that have not ended, newest first', async () => {
      const { userId } = await signUp(store(), 'ada');
      await signUp(store(), 'bob');
      const now = start + durations.hour;
      const request = verification('ada', { now, decide: matchAt(101) });
      await store().verify(request);
      const browsers = await store().listBrowsers(userId, now);
      expect(browsers).toMatchObject([
        { browserId: request.newBrowser.browserId, createdAt: now },
        { createdAt: start, expiresAt: start + durations.knownBrowser },
      ]);
      const later = await store().listBrowsers(userId, start + durations.knownBrowser);
      expect(later).toEqual(browsers.slice(0, 1));
      await store().forgetBrowsers(userId, { at: now, by });
      expect(await store().listBrowsers(userId, now)).toEqual([]);
    });
  });

  describe('server keys', () => {
    it('keeps the first signing key and the first secret that are offered', async () => {
      const key = { publicJwk: '{}', sealedPrivateKey: 'sealed', createdAt: start };
      await store().keepSigningKeys({ ...key, kid: 'first' });
      const kept = await store().keepSigningKeys({ ...key, kid: 'second' });
      expect(kept.map(({ kid }) => kid)).toEqual(['first']);
      expect(await store().keepServerSecret('name', 'one')).toBe('one');
      expect(await store().keepServerSecret('name', 'two')).toBe('one');
    });

    it('keeps check values by key ID', async () => {
      await store().addKeyCheck('k1', 'value');
      await store().addKeyCheck('k1', 'other');
      expect(await store().listKeyChecks()).toEqual(new Map([['k1', 'value']]));
    });
  });

  describe('sweepExpired', () => {
    it('deletes what has expired and keeps what counts', async () => {
      const { userId, sessionId } = await signUp(store(), 'ada');
      await store().verify(verification('nobody'));
      const open = newEnrollment();
      await store().startEnrollment(open, openSignUp('bob'), by);
      await store().sweepExpired(start + durations.enrollment);
      const confirmed = await store().confirmEnrollment(confirmation(open.enrollmentHash));
      expect(confirmed.kind).toBe('enrollment_expired');
      expect(await store().findLiveSession(sessionId, start)).toBeDefined();
      expect((await store().findUser(userId, start))?.authenticators).toHaveLength(1);
    });
  });
}
