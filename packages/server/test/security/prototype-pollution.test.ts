import type { Problem } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { json, outcomeOf } from '../../src/testing/attempts.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type Enrolled } from '../../src/testing/test-server.ts';

describe('prototypes', () => {
  const polluted = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

  securityRow('S13', 'cannot be reached from a body', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { enrollment, confirmation } = await server.signUp('ada');
    for (const name of polluted) {
      const unknown = `"${name}": {"isAdmin": true, "prototype": {"isAdmin": true}}`;
      for (const [path, body] of bodiesWith(unknown, { enrollment, confirmation })) {
        const init = { ...json({}, asManagement), body };
        const headers = { ...init.headers, 'idempotency-key': 'key-of-this-test' };
        const response = await server.fetch(path, { ...init, headers });
        expect(response.status, `${path} ${body}`).toBe(400);
        expect(((await response.json()) as Problem).detail).toContain(name);
      }
    }
    expectCleanPrototypes();
  });

  securityRow('S13', 'cannot be reached from a query', async ({ engine }) => {
    const server = await startTestServer({ engine });
    for (const name of polluted) {
      for (const query of [`${name}=1`, `${name}[isAdmin]=1`, `${name}.isAdmin=1`]) {
        const path = `/api/v1/manage/users?${query}`;
        const outcome = await outcomeOf(await server.fetch(path, { headers: asManagement }));
        expect(outcome, path).toBe('invalid_request');
      }
    }
    expectCleanPrototypes();
  });
});

function bodiesWith(
  unknown: string,
  { enrollment, confirmation }: Pick<Enrolled, 'enrollment' | 'confirmation'>,
): readonly (readonly [string, string])[] {
  const { userId } = confirmation.user;
  return [
    ['/api/v1/verifications', `{"loginId": "ada", "code": "123456", ${unknown}}`],
    ['/api/v1/enrollments', `{"action": "sign-up", "loginId": "bob", ${unknown}}`],
    ['/api/v1/enrollments', `{"action": "sign-up", "loginId": "bob", "user": {${unknown}}}`],
    [
      `/api/v1/enrollments/${enrollment.enrollmentId}/confirmation`,
      `{"code": "123456", ${unknown}}`,
    ],
    ['/api/v1/session/refresh', `{"refreshToken": "x", ${unknown}}`],
    ['/api/v1/manage/users', `{"loginId": "bob", ${unknown}}`],
    ['/api/v1/manage/verifications', `{"userId": "${userId}", "code": "123456", ${unknown}}`],
    ['/api/v1/manage/tickets', `{"userId": "${userId}", "action": "manage", ${unknown}}`],
    ['/api/v1/manage/totp-deletions', `{"userIds": ["${userId}"], ${unknown}}`],
    ['/api/v1/manage/keys', `{"name": "key", "scopes": ["users:read"], ${unknown}}`],
  ];
}

function expectCleanPrototypes(): void {
  for (const value of [{}, [], '', () => undefined]) {
    expect((value as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  }
}
