import { describe, expect } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { json } from '../../src/testing/attempts.ts';
import { asSession, listEvents, startSignUp, startUpdate } from '../../src/testing/linking.ts';
import { securityRow, securityRowOnce } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, testKeys } from '../../src/testing/test-server.ts';

const chosen = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  key: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  seed: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  algorithm: 'MD5',
  digits: 1,
  period: 86_400,
  window: 1000,
  issuer: 'another bank',
  userId: 'user_0000000000000000000000',
  loginIdVerified: true,
  signIn: 'direct',
  enrollmentId: 'enrollment_chosen',
  provisioningUrl: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP',
};

describe('the server alone makes keys and links', () => {
  securityRow('S20', 'what a client must not choose is refused by name', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, confirmation } = await server.signUp('ada');
    const before = await listEvents(server, {});
    server.clock.advance({ steps: 1 });
    const code = app.codeAt(server.clock.read());
    const enrollments = '/api/v1/enrollments';
    const requests = [
      { path: enrollments, body: { action: 'sign-up', loginId: 'eve' } },
      { path: enrollments, body: { action: 'update-user' } },
      { path: `${enrollments}/enrollment_x/confirmation`, body: { code } },
      { path: '/api/v1/verifications', body: { loginId: 'ada', code } },
      { path: '/api/v1/manage/users', body: { loginId: 'eve' }, headers: asManagement },
    ];
    for (const { path, body, headers = asSession(confirmation.session) } of requests) {
      for (const [field, value] of Object.entries(chosen)) {
        const isAllowed = path.startsWith('/api/v1/manage') && field === 'signIn';
        if (isAllowed) continue;
        const response = await server.fetch(path, json({ ...body, [field]: value }, headers));
        const problem = (await response.json()) as { code: string; detail: string };
        expect([response.status, problem.code], `${path} ${field}`).toEqual([
          400,
          'invalid_request',
        ]);
        expect(problem.detail).toContain(field);
      }
    }
    for (const field of ['userId', 'status', 'signIn', 'loginIdVerified']) {
      const body = { action: 'sign-up', loginId: 'eve', user: { [field]: 'x' } };
      const problem = await server.refused('startEnrollment', { body });
      expect(problem.code, field).toBe('invalid_request');
    }
    expect(await listEvents(server, {})).toEqual(before);
  });

  securityRow('S20', 'every key is new, of 160 bits', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { confirmation } = await server.signUp('ada');
    const keys = new Set<string>();
    for (let index = 0; index < 20; index += 1) {
      const open =
        index % 2 === 0
          ? await startSignUp(server, 'eve')
          : await startUpdate(server, asSession(confirmation.session));
      const { key, algorithm, digits, period } = open.enrollment;
      expect(key).toMatch(/^[A-Z2-7]{32}$/);
      expect([algorithm, digits, period]).toEqual(['SHA1', 6, 30]);
      keys.add(key);
    }
    expect(keys.size).toBe(20);
  });

  const issuers = [
    'A?secret=AAAA',
    'A&secret=AAAA',
    'A#b',
    'A/b%2F',
    'A%0a&secret=AAAA',
    '"><b>',
    'A+b',
  ];
  const loginIds = [
    'ada?secret=AAAA&issuer=evil',
    'ada&secret=AAAA',
    'evil:ada',
    'ada#fragment',
    '/../ada',
    'ada%0a&secret=AAAA',
    'javascript:alert(1)',
  ];

  securityRow('S28', 'no name adds to a provisioning link', async ({ engine }) => {
    for (const issuer of issuers) {
      const server = await startTestServer({ engine, environment: { TOTP_KIT_ISSUER: issuer } });
      for (const loginId of loginIds) {
        const { enrollment, app } = await startSignUp(server, loginId);
        const { key, provisioningUrl } = enrollment;
        const url = new URL(provisioningUrl);
        expect([url.protocol, url.host, url.hash]).toEqual(['otpauth:', 'totp', '']);
        expect([...url.searchParams].sort()).toEqual([
          ['issuer', issuer],
          ['secret', key],
        ]);
        const [before, ...after] = url.pathname.slice(1).split(':');
        expect([before, ...after].map((part) => decodeURIComponent(part ?? ''))).toEqual([
          issuer,
          loginId,
        ]);
        expect([app.issuer, app.account]).toEqual([issuer, loginId]);
      }
      await server.stop();
    }
  });

  securityRow('S28', 'names with line breaks are refused', async ({ engine }) => {
    const server = await startTestServer({ engine });
    for (const loginId of ['ada\n&secret=AAAA', 'ada\r', 'a\u0000da', 'a\u202eda', 'ada\u2028']) {
      const body = { action: 'sign-up', loginId: `${loginId}x` };
      const problem = await server.refused('startEnrollment', { body });
      expect(problem.code).toBe('invalid_request');
    }
  });

  securityRowOnce('S28', 'an issuer that would move the border stops the start', async () => {
    for (const issuer of [
      'A:b',
      'otpauth://totp/x',
      'A\nb',
      'A\u0000',
      'A\u202eb',
      ' ',
      'A'.repeat(65),
    ]) {
      const environment = { TOTP_KIT_KEYS: testKeys, TOTP_KIT_ISSUER: issuer };
      expect(() => readConfig(environment, () => undefined), issuer).toThrow(ConfigError);
    }
  });
});
