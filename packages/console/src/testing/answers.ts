import type {
  Administrator,
  AuditEvent,
  Configuration,
  ConsoleRole,
  ConsoleSession,
  ManagementKey,
  SessionTimes,
  Statistics,
} from '@totp-kit/protocol';
/* Answers of a server to its console, for clients that are scripted. All times count from the clock of the tests. */

const start = Date.parse('2026-03-01T12:00:00Z');
const minuteMs = 60_000;

/** The time a number of minutes after the start of a test. */
export function inMinutes(minutes: number): string {
  return new Date(start + minutes * minuteMs).toISOString();
}

/** A name that wants to be markup, a formula, and read backwards. */
export const hostileName = `=<img src=x onerror="document.title='broken'">\u202e${'moc.elpmaxe'.repeat(30)}`;

export const sessionTimes: SessionTimes = {
  expiresAt: inMinutes(15),
  refreshExpiresAt: inMinutes(8 * 60),
  freshUntil: inMinutes(5),
};

export function sessionOf(role: ConsoleRole, loginId = 'root'): ConsoleSession {
  return {
    user: {
      userId: `admin_${loginId}`,
      loginId,
      loginIdVerified: true,
      signIn: 'direct',
      createdAt: inMinutes(-1000),
    },
    session: sessionTimes,
    role,
    seesLinks: role === 'administrator',
  };
}

export const administrators: readonly Administrator[] = [
  {
    administratorId: 'admin_root',
    loginId: 'root',
    role: 'administrator',
    createdAt: inMinutes(-1000),
    lastSignInAt: inMinutes(-1),
    hasAuthenticator: true,
    isYou: true,
  },
  {
    administratorId: 'admin_2',
    loginId: hostileName,
    role: 'support',
    createdAt: inMinutes(-10),
    hasAuthenticator: false,
    invitedUntil: inMinutes(60),
    isYou: false,
  },
];

export const keys: readonly ManagementKey[] = [
  {
    keyId: 'key_1',
    name: hostileName,
    scopes: ['users:read', 'totp:delete'],
    createdAt: inMinutes(-1000),
  },
];

export const configuration: Configuration = {
  settings: [
    { name: 'TOTP_KIT_ISSUER', value: 'Example', isDefault: false },
    { name: 'TOTP_KIT_KEYS', value: 'set', isDefault: false },
  ],
  keys: [{ keyId: 'k1', seals: true, sealedCount: 1234 }],
  signingKeys: [{ kid: 'signing-1' }],
  version: '1.2.3',
  startedAt: inMinutes(-120),
};

export const statistics: Statistics = {
  hours: Array.from({ length: 24 }, (_, index) => ({
    startsAt: inMinutes((index - 23) * 60),
    signUps: index === 3 ? 2 : 0,
    signIns: index,
    failures: 1,
    waits: 0,
  })),
  users: { total: 1200, withTotp: 900, disabled: 3, waiting: 2 },
  asOf: inMinutes(0),
};

export function event(index: number, more: Partial<AuditEvent> = {}): AuditEvent {
  return {
    eventId: `event_${index}`,
    at: inMinutes(-index),
    action: 'verification.succeeded',
    actor: 'user',
    userId: `user_${index}`,
    loginId: hostileName,
    clientAddress: '192.0.2.1',
    ...more,
  };
}
