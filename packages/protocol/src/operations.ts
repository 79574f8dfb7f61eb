import type { z } from 'zod';
import * as enrollments from './enrollments.ts';
import type { ServerErrorCode } from './errors.ts';
import * as management from './management.ts';
import * as sessions from './sessions.ts';
import { managedUser } from './users.ts';
import * as verifications from './verifications.ts';

/** Who may call: a visitor, who holds a ticket, a session (token or cookie) or a management key. */
export type Caller = 'anyone' | 'ticket' | 'session' | 'management';

type ObjectSchema = z.ZodType<Record<string, unknown>>;

/** One request of the API: where it is, what goes in, what comes out. The OpenAPI document is made from these. */
export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: `/api/v1/${string}`;
  readonly summary: string;
  readonly callers: readonly Caller[];
  readonly pathParams?: ObjectSchema;
  readonly query?: ObjectSchema;
  readonly headers?: ObjectSchema;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 204;
  readonly answer?: z.ZodType;
  readonly errors: readonly ServerErrorCode[];
}

export const operations = {
  startEnrollment: {
    method: 'post',
    path: '/api/v1/enrollments',
    summary: 'Start an enrollment: the server makes a key, which is shown once',
    callers: ['anyone', 'session', 'ticket'],
    body: enrollments.startEnrollmentBody,
    status: 201,
    answer: enrollments.enrollment,
    errors: [
      'unauthenticated',
      'ticket_invalid',
      'session_not_fresh',
      'sign_up_closed',
      'limit_reached',
    ],
  },
  confirmEnrollment: {
    method: 'post',
    path: '/api/v1/enrollments/{enrollmentId}/confirmation',
    summary: 'Confirm an enrollment with the first code',
    callers: ['anyone'],
    pathParams: enrollments.enrollmentPath,
    body: enrollments.confirmationBody,
    status: 200,
    answer: enrollments.confirmation,
    errors: [
      'invalid_code',
      'unauthenticated',
      'ticket_invalid',
      'login_id_taken',
      'limit_reached',
      'enrollment_expired',
      'enrollment_confirmed',
    ],
  },
  cancelEnrollment: {
    method: 'delete',
    path: '/api/v1/enrollments/{enrollmentId}',
    summary: 'Give an enrollment up',
    callers: ['anyone'],
    pathParams: enrollments.enrollmentPath,
    status: 204,
    errors: [],
  },
  verify: {
    method: 'post',
    path: '/api/v1/verifications',
    summary: 'Sign in with a code',
    callers: ['anyone'],
    body: verifications.verificationBody,
    status: 200,
    answer: verifications.verification,
    errors: ['invalid_code', 'too_many_attempts'],
  },
  getSession: {
    method: 'get',
    path: '/api/v1/session',
    summary: 'Whose session this is, and until when',
    callers: ['session'],
    status: 200,
    answer: sessions.sessionAnswer,
    errors: ['unauthenticated'],
  },
  refreshSession: {
    method: 'post',
    path: '/api/v1/session/refresh',
    summary: 'Change the refresh token for a new session',
    callers: ['anyone'],
    body: sessions.refreshBody,
    status: 200,
    answer: sessions.refreshAnswer,
    errors: ['unauthenticated'],
  },
  signOut: {
    method: 'delete',
    path: '/api/v1/session',
    summary: 'Sign out, here or everywhere',
    callers: ['session'],
    query: sessions.signOutQuery,
    status: 204,
    errors: ['unauthenticated'],
  },
  listUsers: {
    method: 'get',
    path: '/api/v1/manage/users',
    summary: 'List users',
    callers: ['management'],
    query: management.listUsersQuery,
    status: 200,
    answer: management.userPage,
    errors: ['unauthenticated'],
  },
  createUser: {
    method: 'post',
    path: '/api/v1/manage/users',
    summary: 'Make a user, who enrolls by a ticket',
    callers: ['management'],
    body: management.createUserBody,
    status: 201,
    answer: managedUser,
    errors: ['unauthenticated', 'login_id_taken'],
  },
  getUser: {
    method: 'get',
    path: '/api/v1/manage/users/{userId}',
    summary: 'One user',
    callers: ['management'],
    pathParams: management.userPath,
    status: 200,
    answer: managedUser,
    errors: ['unauthenticated', 'not_found'],
  },
  deleteUser: {
    method: 'delete',
    path: '/api/v1/manage/users/{userId}',
    summary: 'Delete a user and everything that is theirs',
    callers: ['management'],
    pathParams: management.userPath,
    status: 204,
    errors: ['unauthenticated', 'not_found'],
  },
  deleteTotp: {
    method: 'post',
    path: '/api/v1/manage/totp-deletions',
    summary: 'Delete the authenticators of users and give each a link to enroll again',
    callers: ['management'],
    headers: management.totpDeletionsHeaders,
    body: management.totpDeletionsBody,
    status: 200,
    answer: management.totpDeletions,
    errors: ['unauthenticated', 'idempotency_conflict'],
  },
  createTicket: {
    method: 'post',
    path: '/api/v1/manage/tickets',
    summary: 'Make a ticket: single-use permission for one action on one user',
    callers: ['management'],
    body: management.createTicketBody,
    status: 201,
    answer: management.ticket,
    errors: ['unauthenticated', 'not_found'],
  },
  listEvents: {
    method: 'get',
    path: '/api/v1/manage/events',
    summary: 'What happened, newest first',
    callers: ['management'],
    query: management.listEventsQuery,
    status: 200,
    answer: management.eventPage,
    errors: ['unauthenticated'],
  },
} as const satisfies Record<string, Operation>;
