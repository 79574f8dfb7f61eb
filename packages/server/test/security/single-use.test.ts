import { describe, expect } from 'vitest';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer } from '../../src/testing/test-server.ts';

describe('a code is accepted once', () => {
  securityRow('S01', '200 parallel right codes give one session', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app } = await server.signUp('ada');
    server.clock.advance({ steps: 1 });
    const body = JSON.stringify({ loginId: 'ada', code: app.codeAt(server.clock.read()) });
    const responses = await Promise.all(
      Array.from({ length: 200 }, () =>
        server.fetch('/api/v1/verifications', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        }),
      ),
    );
    const answers = await Promise.all(responses.map((response) => response.json()));
    const codes = answers.map((answer) => (answer as { code?: string }).code ?? 'session');
    expect(codes.filter((code) => code === 'session')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['session', 'invalid_code', 'too_many_attempts']));
  });

  securityRow('S03', 'after s+1, neither s nor s+1 is accepted', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, confirmation } = await server.signUp('ada');
    server.clock.advance({ steps: 2 });
    const now = server.clock.read();
    const [before, s, next] = [-1, 0, 1].map((steps) => app.codeAt(now + steps * 30_000));
    await server.call('verify', { body: { loginId: 'ada', code: next } });
    const { browserToken } = confirmation;
    for (const code of [s, next, before, s]) {
      const problem = await server.refused('verify', {
        body: { loginId: 'ada', code, browserToken },
      });
      expect(problem.code).toBe('invalid_code');
    }
  });

  securityRow('S03', 'a step that another surface accepted ends the earlier ones', async (row) => {
    const server = await startTestServer(row);
    const { app, confirmation } = await server.signUp('ada');
    const headers = { authorization: `Bearer ${confirmation.session?.accessToken ?? ''}` };
    server.clock.advance({ steps: 2 });
    const now = server.clock.read();
    const [s, next] = [app.codeAt(now), app.codeAt(now + 30_000)];
    await server.call('verify', { headers, body: { code: next } });
    const problem = await server.refused('verify', { body: { loginId: 'ada', code: s } });
    expect(problem.code).toBe('invalid_code');
    const { userId } = confirmation.user;
    const { events } = await server.call('listEvents', {
      headers: asManagement,
      query: { userId, action: 'verification.spent' },
    });
    expect(events).toHaveLength(1);
  });
});
