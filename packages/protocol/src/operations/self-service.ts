import * as selfService from '../self-service.ts';
import { authenticator } from '../users.ts';
import type { Operation } from './operation.ts';

/** What the signed-in do with what is theirs. */
export const selfServiceOperations = {
  listOwnAuthenticators: {
    method: 'get',
    path: '/api/v1/me/authenticators',
    summary: 'The authenticators of the signed-in user',
    callers: ['session', 'ticket'],
    status: 200,
    answer: selfService.authenticatorList,
    errors: ['unauthenticated', 'ticket_invalid'],
  },
  renameOwnAuthenticator: {
    method: 'patch',
    path: '/api/v1/me/authenticators/{authenticatorId}',
    summary: 'Name an authenticator',
    callers: ['session', 'ticket'],
    pathParams: selfService.authenticatorPath,
    body: selfService.renameAuthenticatorBody,
    status: 200,
    answer: authenticator,
    errors: ['unauthenticated', 'ticket_invalid', 'session_not_fresh', 'not_found'],
  },
  removeOwnAuthenticator: {
    method: 'delete',
    path: '/api/v1/me/authenticators/{authenticatorId}',
    summary: 'Remove an authenticator; the last one stays',
    callers: ['session', 'ticket'],
    pathParams: selfService.authenticatorPath,
    status: 204,
    errors: ['unauthenticated', 'ticket_invalid', 'session_not_fresh', 'not_found', 'conflict'],
  },
  renewOwnRecoveryCodes: {
    method: 'post',
    path: '/api/v1/me/recovery-codes',
    summary: 'Make a new set of recovery codes; the old set ends',
    callers: ['session', 'ticket'],
    status: 201,
    answer: selfService.newRecoveryCodes,
    errors: [
      'unauthenticated',
      'ticket_invalid',
      'session_not_fresh',
      'no_authenticator',
      'too_many_attempts',
    ],
  },
  listOwnSessions: {
    method: 'get',
    path: '/api/v1/me/sessions',
    summary: 'The sessions of the signed-in user',
    callers: ['session'],
    status: 200,
    answer: selfService.ownSessions,
    errors: ['unauthenticated'],
  },
  endOwnSession: {
    method: 'delete',
    path: '/api/v1/me/sessions/{sessionId}',
    summary: 'Sign one session out',
    callers: ['session'],
    pathParams: selfService.ownSessionPath,
    status: 204,
    errors: ['unauthenticated', 'not_found'],
  },
  forgetOwnBrowsers: {
    method: 'delete',
    path: '/api/v1/me/browsers',
    summary: 'Forget every known browser of the signed-in user',
    callers: ['session'],
    status: 204,
    errors: ['unauthenticated'],
  },
} as const satisfies Record<string, Operation>;
