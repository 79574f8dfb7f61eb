import { describe, expect } from 'vitest';
import { json, outcomeOf, type JsonRequest } from '../../src/testing/attempts.ts';
import { observeStore } from '../../src/testing/observed-store.ts';
import { securityRow, securityRowOnce } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer } from '../../src/testing/test-server.ts';

const looseCodes: readonly unknown[] = [
  123456,
  1e5,
  -1,
  true,
  null,
  ['123456'],
  [['123456']],
  { $gt: '' },
  { length: 6 },
  '',
  '12345',
  '1234567',
  '123 456',
  ' 123456',
  '123456 ',
  '123456\n',
  '\uFEFF123456',
  '１２３４５６',
  '١٢٣٤٥٦',
  '१२३४५६',
  '1e5',
  '1e5000',
  '0x1234',
  '-12345',
  '+12345',
  '12.345',
  '12345\u0000',
  '\u0000123456',
  '12345\uD800',
];

const looseLoginIds: readonly unknown[] = [
  1,
  null,
  [],
  ['ada'],
  { $ne: null },
  '',
  ' ',
  'a\u0000da',
  'a\nda',
  'a\u202Eda',
  'a\u200Bda',
  'a\uD800',
  'x'.repeat(255),
  'ß'.repeat(128),
];

const looseRecoveryCodes: readonly unknown[] = [
  1,
  null,
  ['0123456789ABCDEFGHJKMNPQ'],
  '',
  '0123456789ABCDEFGHJKMNP',
  '0123456789ABCDEFGHJKMNP\u0000',
  '０'.repeat(24),
  '0'.repeat(100),
];

const looseBodies: readonly string[] = [
  '',
  'null',
  '[]',
  '"123456"',
  '123456',
  'true',
  '[{"loginId":"ada","code":"123456"}]',
  '{"loginId":"ada","code":"123456"}}',
  "{'loginId':'ada','code':'123456'}",
  '{"loginId":"ada","code":"123456",}',
  '{"loginId":"ada","code":123456e0}',
  '{"loginId":"ada","code":NaN}',
  '{"loginId":"ada","code":"\u0000"}',
  '{"loginId":"ada","code":"123456","code ":"1"}',
  '{"loginId":"ada"}',
  '{"code":"123456"}',
  '{"loginId":"ada","code":"123456","recoveryCode":"0123456789ABCDEFGHJKMNPQ"}',
];

/** A server with Ada, every request that has a code in it, and the count of statements that it causes. */
async function startObserved() {
  const observed = observeStore();
  const server = await startTestServer({ openStore: observed.openStore });
  const { enrollment, confirmation } = await server.signUp('ada');
  const { enrollmentId } = enrollment;
  const { userId } = confirmation.user;
  const send = async (path: string, init: JsonRequest): Promise<string> => {
    const before = observed.statements();
    const outcome = await outcomeOf(await server.fetch(path, init));
    expect(observed.statements() - before, `${path} ${init.body}`).toBe(0);
    return outcome;
  };
  return {
    send,
    withCode: (code: unknown) => [
      send('/api/v1/verifications', json({ loginId: 'ada', code })),
      send(`/api/v1/enrollments/${enrollmentId}/confirmation`, json({ code })),
      send('/api/v1/manage/verifications', json({ userId, code }, asManagement)),
    ],
  };
}

describe('loose input', () => {
  securityRowOnce('S12', 'as a code is refused before anything is compared', async () => {
    const { withCode } = await startObserved();
    for (const code of looseCodes) {
      for (const outcome of withCode(code)) {
        expect(await outcome, JSON.stringify(code)).toBe('invalid_request');
      }
    }
  });

  securityRowOnce('S12', 'as a login ID, recovery code or body is refused likewise', async () => {
    const { send } = await startObserved();
    const path = '/api/v1/verifications';
    const bodies: JsonRequest[] = [
      ...looseLoginIds.map((loginId) => json({ loginId, code: '123456' })),
      ...looseRecoveryCodes.map((recoveryCode) => json({ loginId: 'ada', recoveryCode })),
      ...looseBodies.map((body) => ({ ...json({}), body })),
    ];
    for (const body of bodies) {
      expect(await send(path, body), body.body).toBe('invalid_request');
    }
    for (const loginId of looseLoginIds) {
      const start = json({ action: 'sign-up', loginId });
      expect(await send('/api/v1/enrollments', start)).toBe('invalid_request');
      const managed = json({ loginId, code: '123456' }, asManagement);
      expect(await send('/api/v1/manage/verifications', managed)).toBe('invalid_request');
    }
  });

  securityRow('S12', 'anywhere else is never a fault of the server', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { confirmation } = await server.signUp('ada');
    const { userId } = confirmation.user;
    for (const text of ['a\u0000b', 'a\uD800b', '\u0000', '\uDFFF']) {
      for (const request of requestsWith(text, userId)) {
        const { path, ...init } = request;
        const response = await server.fetch(path, init);
        const body = await response.text();
        expect(response.status, `${JSON.stringify(request)} ${body}`).toBeLessThan(500);
      }
    }
  });
});

/** Requests with a text wherever a text can be. */
function requestsWith(text: string, userId: string): (RequestInit & { readonly path: string })[] {
  const start = { action: 'sign-up', loginId: 'bob' };
  const inUrl = encodeURIComponent(text.toWellFormed());
  const manage = '/api/v1/manage';
  const post = (path: string, body: unknown, headers = {}) => ({
    path,
    ...json(body, { ...asManagement, ...headers }),
  });
  const get = (path: string) => ({ path, headers: asManagement });
  return [
    { path: '/api/v1/enrollments', ...json({ ...start, label: text }) },
    { path: '/api/v1/enrollments', ...json({ ...start, user: { name: text } }) },
    { path: '/api/v1/enrollments', ...json({ ...start, user: { email: text, phone: text } }) },
    {
      path: '/api/v1/verifications',
      ...json({ loginId: 'ada', code: '123456', browserToken: text }),
    },
    { path: '/api/v1/session/refresh', ...json({ refreshToken: text }) },
    { path: `/api/v1/enrollments/${inUrl}/confirmation`, ...json({ code: '123456' }) },
    post(`${manage}/users`, { loginId: 'bob', name: text, email: text, phone: text }),
    post(`${manage}/verifications`, { userId: text, code: '123456' }),
    post(`${manage}/verifications`, { userId, code: '123456', clientAddress: text }),
    post(`${manage}/tickets`, { userId: text, action: 'manage' }),
    post(`${manage}/tickets`, { userId, action: 'manage', audience: text }),
    post(`${manage}/tickets`, { userId, action: 'manage', purpose: text }),
    post(`${manage}/tickets`, { userId, action: 'manage', returnUrl: `http://localhost/${text}` }),
    post(`${manage}/keys`, { name: text, scopes: ['users:read'] }),
    post(
      `${manage}/totp-deletions`,
      { userIds: [text], reason: text },
      { 'idempotency-key': 'key-1-of-this-test' },
    ),
    post(
      `${manage}/totp-deletions`,
      { userIds: [userId], reason: text },
      { 'idempotency-key': 'key-2-of-this-test' },
    ),
    get(`${manage}/users?query=${inUrl}`),
    get(`${manage}/users?cursor=${inUrl}`),
    get(`${manage}/users?cursor=${Buffer.from(text).toString('base64url')}`),
    get(`${manage}/users/${inUrl}`),
    get(`${manage}/events?userId=${inUrl}`),
    get(`${manage}/events?cursor=${Buffer.from(text).toString('base64url')}`),
  ];
}
