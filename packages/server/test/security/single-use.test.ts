import { describe, expect } from 'vitest';
import { securityRow } from '../../src/testing/security-rows.ts';
import { startTestServer } from '../../src/testing/test-server.ts';

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
    const { app } = await server.signUp('ada');
    server.clock.advance({ steps: 2 });
    const now = server.clock.read();
    const [s, next] = [app.codeAt(now), app.codeAt(now + 30_000)];
    await server.call('verify', { body: { loginId: 'ada', code: next } });
    for (const code of [s, next]) {
      const problem = await server.refused('verify', { body: { loginId: 'ada', code } });
      expect(problem.code).toBe('invalid_code');
    }
  });
});
