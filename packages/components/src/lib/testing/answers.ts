import type {
  Authenticator,
  Confirmation,
  Enrollment,
  OwnSession,
  ServerSettings,
  Session,
  User,
  Verification,
} from '@totp-kit/protocol';
/* Answers of a server, for clients that are scripted. */

export const key = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export const user: User = {
  userId: 'user-1',
  loginId: 'ada@example.com',
  loginIdVerified: false,
  signIn: 'direct',
  createdAt: '2026-03-01T12:00:00.000Z',
};

export const session: Session = {
  accessToken: 'access-1',
  refreshToken: 'refresh-1',
  expiresAt: '2026-03-01T12:05:00.000Z',
  refreshExpiresAt: '2026-03-31T12:00:00.000Z',
  freshUntil: '2026-03-01T12:10:00.000Z',
};

export const enrollment: Enrollment = {
  enrollmentId: 'enrollment-1',
  loginId: 'ada@example.com',
  key,
  provisioningUrl: `otpauth://totp/Example:ada%40example.com?secret=${key}&issuer=Example`,
  issuer: 'Example',
  algorithm: 'SHA1',
  digits: 6,
  period: 30,
  expiresAt: '2026-03-01T12:15:00.000Z',
};

export const confirmation: Confirmation = { user, session, firstSeen: true };

export const verification: Verification = { user, session };

/** What a ticket is answered with: a proof in place of a session. */
export const ticketVerification: Verification = { user, proof: 'proof-1' };

/** The recovery codes that a first authenticator comes with. */
export const recoveryCodes = ['7K2M-9QXD-4TRW-1ZPA-8VHN-3BCE', 'M4PX-2ZKR-7WQ9-D1TB-5NHV-8CEA'];

export const confirmationWithCodes = { ...confirmation, recoveryCodes };

export const settings: ServerSettings = {
  issuer: 'Example',
  signUp: 'open',
  accountDisclosure: 'private',
};

/** The authenticators of somebody who has two. */
export const authenticators: readonly Authenticator[] = [
  {
    authenticatorId: 'auth-1',
    label: 'My phone',
    createdAt: '2026-01-05T09:30:00.000Z',
    lastUsedAt: '2026-03-01T11:58:00.000Z',
  },
  { authenticatorId: 'auth-2', createdAt: '2026-02-11T18:00:00.000Z' },
];

/** Where they are signed in: here, and on one more browser. */
export const ownSessions: readonly OwnSession[] = [
  {
    sessionId: 'session-1',
    createdAt: '2026-03-01T11:58:00.000Z',
    verifiedAt: '2026-03-01T11:58:00.000Z',
    expiresAt: '2026-03-31T11:58:00.000Z',
    isCurrent: true,
  },
  {
    sessionId: 'session-2',
    createdAt: '2026-02-20T07:15:00.000Z',
    verifiedAt: '2026-02-20T07:15:00.000Z',
    expiresAt: '2026-03-22T07:15:00.000Z',
    isCurrent: false,
  },
];
