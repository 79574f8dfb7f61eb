import type { ListUsersQuery, ManagedUser, UserPage } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { anyEvent, toEventQuery } from './event-filter.ts';

function user(userId: string, loginId: string): ManagedUser {
  return {
    userId,
    loginId,
    loginIdVerified: true,
    signIn: 'direct',
    createdAt: '2026-03-01T12:00:00.000Z',
    changedAt: '2026-03-01T12:00:00.000Z',
    status: 'enabled',
    authenticators: [],
    recoveryCodesLeft: 0,
    isStopped: false,
  };
}

const management = {
  listUsers: async ({ query = '' }: ListUsersQuery = {}): Promise<UserPage> => {
    const users = [user('user_1', 'Ada@example.com'), user('user_2', 'ada@example.com.evil')];
    const found = users.filter(({ loginId }) =>
      loginId.toLowerCase().startsWith(query.toLowerCase()),
    );
    return { users: found, total: found.length, totalIsExact: true, asOf: '' };
  },
};

describe('toEventQuery', () => {
  it('asks for everything without a filter', async () => {
    expect(await toEventQuery(anyEvent, management)).toEqual({});
  });

  it('finds a user by the whole login ID, whatever its case', async () => {
    const filter = { ...anyEvent, user: ' ada@EXAMPLE.com ' };
    expect(await toEventQuery(filter, management)).toEqual({ userId: 'user_1' });
  });

  it('takes what nobody is called for the ID of somebody who may be gone', async () => {
    const filter = { ...anyEvent, user: 'user_gone' };
    expect(await toEventQuery(filter, management)).toEqual({ userId: 'user_gone' });
  });

  it('knows what can be neither', async () => {
    const filter = { ...anyEvent, user: 'ada@example' };
    expect(await toEventQuery(filter, management)).toBe('unknown-user');
  });

  it('reaches from the first moment of a day to the last one of another, here', async () => {
    const filter = { ...anyEvent, from: '2026-02-28', to: '2026-02-28' };
    expect(await toEventQuery(filter, management)).toEqual({
      from: new Date(2026, 1, 28).toISOString(),
      to: new Date(new Date(2026, 2, 1).getTime() - 1).toISOString(),
    });
  });

  it('narrows to an action', async () => {
    const filter = { ...anyEvent, action: 'totp.deleted' } as const;
    expect(await toEventQuery(filter, management)).toEqual({ action: 'totp.deleted' });
  });
});
