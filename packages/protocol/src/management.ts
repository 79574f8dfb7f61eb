import { z } from 'zod';
import {
  identifier,
  loginId,
  plainText,
  signIn,
  timestamp,
  userProfile,
  userStatus,
} from './primitives.ts';
import { ownSession } from './self-service.ts';
import { managedUser } from './users.ts';

const limit = z
  .string()
  .regex(/^[0-9]{1,3}$/, 'must be a number from 1 to 200')
  .transform(Number)
  .refine((count) => count >= 1 && count <= 200, 'must be a number from 1 to 200')
  .meta({ description: 'How many at most, 1 to 200; 50 unless said.' });

const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,1024}$/, 'must be a cursor of an earlier answer')
  .meta({ description: '`nextCursor` of the page before.' });

const isTrue = z.literal('true').optional();

/** What users can be sorted by; `-` before it for falling. Who never signed in comes as if that had been in 1970. */
export const userSorts = [
  'loginId',
  '-loginId',
  'createdAt',
  '-createdAt',
  'lastSignInAt',
  '-lastSignInAt',
] as const;
export type UserSort = (typeof userSorts)[number];

export const listUsersQuery = z
  .strictObject({
    query: z.string().min(1).max(254).optional().meta({
      description:
        'A prefix of the login ID, the name or the e-mail address. Users come in the order of what matched: login IDs, then names, then addresses.',
    }),
    status: userStatus.optional(),
    totp: z.enum(['true', 'false']).optional().meta({
      description: 'Only users with, or without, an authenticator.',
    }),
    signIn: signIn.optional(),
    waiting: isTrue.meta({
      description: 'Only users whose attempts are refused for now, because too many failed.',
    }),
    neverSignedIn: isTrue,
    sort: z.enum(userSorts).optional().meta({ description: '`loginId` unless said.' }),
    cursor: cursor.optional(),
    limit: limit.optional(),
  })
  .refine((query) => query.query === undefined || query.sort === undefined, {
    path: ['sort'],
    message: 'does not go with query: what is found comes in the order of what matched',
  });
export type ListUsersQuery = z.infer<typeof listUsersQuery>;

export const userPage = z
  .object({
    users: z.array(managedUser),
    nextCursor: z.string().optional(),
    total: z.int(),
    totalIsExact: z.boolean().meta({
      description: 'False where counting stopped at 10,000, in a search or a list of who waits.',
    }),
    asOf: timestamp.meta({ description: 'When it was so, for `unchangedSince`.' }),
  })
  .meta({ id: 'UserPage' });
export type UserPage = z.infer<typeof userPage>;

const unchangedSince = timestamp.optional().meta({
  description: '`asOf` of the page that was looked at. Whoever changed after it is left alone.',
});

export const createUserBody = z.strictObject({
  loginId,
  ...userProfile.shape,
  signIn: signIn.optional(),
  status: userStatus.optional(),
});
export type CreateUserBody = z.infer<typeof createUserBody>;

export const userPath = z.strictObject({ userId: identifier });

export const updateUserBody = z
  .strictObject({ ...userProfile.shape, status: userStatus.optional(), unchangedSince })
  .refine((body) => Object.keys(body).some((name) => name !== 'unchangedSince'), {
    message: 'give something to change',
  });
export type UpdateUserBody = z.infer<typeof updateUserBody>;

export const deleteUserQuery = z.strictObject({ unchangedSince });
export type DeleteUserQuery = z.infer<typeof deleteUserQuery>;

export const reason = plainText(500);

export const totpDeletionsHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/, 'must be 8 to 128 visible ASCII characters')
    .meta({ description: 'A repeat with the same key does nothing again and shows no ticket.' }),
});

export const totpDeletionsBody = z.strictObject({
  userIds: z.array(identifier).min(1).max(500),
  reason: reason.optional(),
  unchangedSince,
});
export type TotpDeletionsBody = z.infer<typeof totpDeletionsBody>;

export const totpDeletion = z
  .object({
    userId: identifier,
    outcome: z.enum(['deleted', 'no_authenticator', 'not_found', 'changed']).meta({
      description: '`changed`: since `unchangedSince`, so it was left alone.',
    }),
    ticket: z.string().optional(),
    url: z.url().optional().meta({
      description:
        'Opens /enroll with the ticket in its fragment. A repeat shows none, nor does an administrator who may not see it.',
    }),
    expiresAt: timestamp.optional(),
  })
  .meta({ id: 'TotpDeletion' });
export type TotpDeletion = z.infer<typeof totpDeletion>;

export const totpDeletions = z.object({ results: z.array(totpDeletion) });
export type TotpDeletions = z.infer<typeof totpDeletions>;

export const ticketActions = ['sign-up', 'update-user', 'sign-in', 'manage'] as const;
export type TicketAction = (typeof ticketActions)[number];

export const createTicketBody = z
  .strictObject({
    userId: identifier.optional(),
    loginId: loginId.optional(),
    action: z.enum(ticketActions),
    audience: plainText(256).optional().meta({
      description: '`aud` of the proof; the server’s own URL unless said.',
    }),
    purpose: plainText(256).optional().meta({
      description: '`purpose` of the proof, such as "transfer 42"; the action unless said.',
    }),
    returnUrl: z.string().max(2048).optional().meta({
      description:
        'Where the person goes on; on the server’s own origin or one of TOTP_KIT_ORIGINS.',
    }),
    ttlSeconds: z.int().min(60).max(86_400).optional().meta({ description: '600 unless said.' }),
    ifUnlinked: z.boolean().optional().meta({
      description:
        'With `update-user`: only for a user who has no authenticator (`conflict` otherwise). The ticket ends when they get one by another way.',
    }),
  })
  .refine((body) => (body.userId === undefined) !== (body.loginId === undefined), {
    path: ['userId'],
    message: 'give either userId or loginId',
  })
  .refine((body) => body.ifUnlinked !== true || body.action === 'update-user', {
    path: ['ifUnlinked'],
    message: 'is for a ticket to update-user',
  });
export type CreateTicketBody = z.infer<typeof createTicketBody>;

export const ticket = z
  .object({
    ticketId: identifier,
    userId: identifier.optional().meta({
      description:
        'Whom it is for: the subject of the proof. None for a sign-up, which makes the user.',
    }),
    ticket: z.string(),
    url: z.url(),
    expiresAt: timestamp,
  })
  .meta({ id: 'Ticket', description: 'The ticket is shown once.' });
export type Ticket = z.infer<typeof ticket>;

export const scopes = [
  'users:read',
  'users:write',
  'totp:delete',
  'tickets:create',
  'verify',
  'events:read',
  'keys:write',
] as const;
export type Scope = (typeof scopes)[number];

export const managementKey = z
  .object({
    keyId: identifier,
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    createdAt: timestamp,
    lastUsedAt: timestamp.optional(),
  })
  .meta({ id: 'ManagementKey' });
export type ManagementKey = z.infer<typeof managementKey>;

export const managementKeys = z.object({ keys: z.array(managementKey) });
export const createManagementKeyBody = z.strictObject({
  name: plainText(64),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
});
export type CreateManagementKeyBody = z.infer<typeof createManagementKeyBody>;
export const newManagementKey = managementKey.extend({
  key: z.string().meta({ description: 'Shown once.' }),
});
export type NewManagementKey = z.infer<typeof newManagementKey>;
export const managementKeyPath = z.strictObject({ keyId: identifier });

export const managedSession = ownSession.omit({ isCurrent: true }).meta({ id: 'ManagedSession' });
export type ManagedSession = z.infer<typeof managedSession>;
export const managedSessions = z.object({ sessions: z.array(managedSession) });
export type ManagedSessions = z.infer<typeof managedSessions>;

export const managedBrowser = z
  .object({ browserId: identifier, createdAt: timestamp, expiresAt: timestamp })
  .meta({ id: 'ManagedBrowser' });
export type ManagedBrowser = z.infer<typeof managedBrowser>;
export const managedBrowsers = z.object({ browsers: z.array(managedBrowser) });
export type ManagedBrowsers = z.infer<typeof managedBrowsers>;

/** What happens to a server itself; the console and the events of the management API tell it. */
export const serverActions = [
  'server.clock_moved',
  'server.restored',
  'server.key_added',
  'server.keys_rotated',
  'server.signing_key_rotated',
  'server.key_dropped',
] as const;
export type ServerAction = (typeof serverActions)[number];

export const eventActions = [
  'user.created',
  'user.updated',
  'user.deleted',
  'user.disabled',
  'user.enabled',
  'user.waiting_began',
  'user.waiting_ended',
  'enrollment.started',
  'enrollment.confirmed',
  'enrollment.failed',
  'enrollment.refused',
  'verification.succeeded',
  'verification.failed',
  'verification.spent',
  'verification.stopped',
  'recovery_code.used',
  'recovery_codes.created',
  'authenticator.renamed',
  'authenticator.removed',
  'session.reused',
  'session.ended',
  'browser.forgotten',
  'totp.deleted',
  'ticket.created',
  'key.unreadable',
  'management_key.created',
  'management_key.revoked',
  'server.brake',
  'administrator.invited',
  'administrator.created',
  'administrator.enrolled',
  'administrator.reset',
  'administrator.role_changed',
  'administrator.removed',
  'console.signed_in',
  'console.verified',
  'console.failed',
  'console.stopped',
  'console.signed_out',
  ...serverActions,
] as const;
export type EventAction = (typeof eventActions)[number];

/** Who does things. `system` is the server itself, or its command line. */
export const actorKinds = [
  'anonymous',
  'user',
  'ticket',
  'management',
  'administrator',
  'system',
] as const;
export type ActorKind = (typeof actorKinds)[number];

export const listEventsQuery = z.strictObject({
  userId: identifier.optional(),
  action: z.enum(eventActions).optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
  cursor: cursor.optional(),
  limit: limit.optional(),
});
export type ListEventsQuery = z.infer<typeof listEventsQuery>;

export const auditEvent = z
  .object({
    eventId: identifier,
    at: timestamp,
    action: z.enum(eventActions),
    userId: identifier.optional(),
    actor: z.enum(actorKinds),
    actorId: z.string().optional().meta({
      description: 'The ID of the management key, `configured`, or the ID of the administrator.',
    }),
    actorName: z.string().optional().meta({
      description:
        'The name of the key or the login ID of the administrator, while it is there. Management keys see no administrator’s.',
    }),
    loginId: z.string().optional().meta({
      description: 'The login ID of the user or administrator, while they are there.',
    }),
    clientAddress: z.string().optional().meta({
      description: 'Where an administrator was, only administrators see.',
    }),
    reason: z.string().optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof auditEvent>;

export const eventPage = z
  .object({ events: z.array(auditEvent), nextCursor: z.string().optional() })
  .meta({ id: 'EventPage' });
export type EventPage = z.infer<typeof eventPage>;
