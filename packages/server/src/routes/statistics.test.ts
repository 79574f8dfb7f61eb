import { describe, expect, it } from 'vitest';
import { asManagement, startTestServer } from '../testing/test-server.ts';

const headers = asManagement;
const hourMs = 3_600_000;

describe('statistics', () => {
  it('tell every hour asked for, oldest first, and how many users there are', async () => {
    const server = await startTestServer();
    const { app } = await server.signUp('ada');
    await server.call('createUser', { headers, body: { loginId: 'bob', status: 'disabled' } });
    await server.signIn('ada', app);
    const code = app.wrongCodeAt(server.clock.read());
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await server.refused('verify', { body: { loginId: 'ada', code } });
    }
    const { hours, users, asOf } = await server.call('getStatistics', { headers });
    const now = server.clock.read();
    expect(hours).toHaveLength(25);
    expect(hours.at(-1)).toEqual({
      startsAt: new Date(Math.floor(now / hourMs) * hourMs).toISOString(),
      signUps: 1,
      signIns: 1,
      failures: 5,
      waits: 1,
    });
    expect(hours.slice(0, -1).every(({ signUps, failures }) => signUps + failures === 0)).toBe(
      true,
    );
    expect(users).toEqual({ total: 2, withTotp: 1, disabled: 1, waiting: 1 });
    expect(asOf).toBe(new Date(now).toISOString());
  });

  it('refuse a time that is too long, or ends before it begins', async () => {
    const server = await startTestServer();
    const iso = (daysAgo: number) =>
      new Date(server.clock.read() - daysAgo * 24 * hourMs).toISOString();
    const { hours } = await server.call('getStatistics', { headers, query: { from: iso(35) } });
    expect(hours).toHaveLength(35 * 24 + 1);
    const refused: readonly Readonly<Record<string, string>>[] = [
      { from: iso(36) },
      { from: iso(1), to: iso(2) },
    ];
    for (const query of refused) {
      const problem = await server.refused('getStatistics', { headers, query });
      expect(problem.errors).toMatchObject([{ field: 'query.from' }]);
    }
  });
});
