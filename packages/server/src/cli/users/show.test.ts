import { auditEvent, managedUser } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { startCommandStage } from '../../testing/command-stage.ts';
import { engines } from '../../testing/test-databases.ts';
import { asManagement } from '../../testing/test-server.ts';

describe.each(engines)('totp-kit users show on %s', { timeout: 30_000 }, (engine) => {
  it('shows a user by login ID, in any spelling, and by user ID', async () => {
    const stage = await startCommandStage(engine);
    const { confirmation } = await stage.server.signUp('Ada@Example.com');
    const { userId } = confirmation.user;
    const user = await stage.server.call('getUser', { path: { userId }, headers: asManagement });
    for (const name of ['ada@example.com', 'ADA@EXAMPLE.COM', userId]) {
      const shown = (await stage.runJson(['users', 'show', name])) as Record<string, unknown[]>;
      expect(shown['user']).toEqual(user);
      expect(managedUser.parse(shown['user'])).toEqual(user);
      expect(shown['sessions']).toHaveLength(1);
      expect(shown['browsers']).toHaveLength(1);
      expect(shown['events']?.map((event) => auditEvent.parse(event).action)).toContain(
        'enrollment.confirmed',
      );
    }
    const { exitCode, out } = await stage.run(['users', 'show', userId]);
    expect(exitCode).toBe(0);
    expect(out).toContain('Login ID        Ada@Example.com (unverified)\n');
    expect(out).toMatch(/^Authenticators: 1$/m);
    expect(out).toMatch(/^Sessions: 1$/m);
  });

  it('takes no user for another: nobody has the ID of somebody else for a login ID', async () => {
    const stage = await startCommandStage(engine);
    const { confirmation } = await stage.server.signUp('victim');
    const { userId } = confirmation.user;
    const body = { action: 'sign-up', loginId: userId };
    const problem = await stage.server.refused('startEnrollment', { body });
    expect(problem.detail).toContain('must not look like a user ID');
    const shown = await stage.runJson(['users', 'show', userId]);
    expect(shown).toMatchObject({ user: { loginId: 'victim' } });
  });

  it('finds nobody by a part of a login ID', async () => {
    const stage = await startCommandStage(engine);
    await stage.server.signUp('ada@example.com');
    for (const name of ['ada', 'user_nobody', 'a\u202eb']) {
      const { exitCode, out, err } = await stage.run(['users', 'show', name, '--json']);
      expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
      expect(err).toContain('Nobody has the login ID or user ID');
    }
  });

  it('lets nothing that a user chose act on the terminal', async () => {
    const stage = await startCommandStage(engine);
    await stage.server.call('createUser', {
      body: { loginId: 'ada', name: 'Ada \u202egnissim\u200b' },
      headers: asManagement,
    });
    for (const words of [
      ['users', 'show', 'ada'],
      ['users', 'list'],
      ['users', 'list', '--json'],
    ]) {
      const { out } = await stage.run(words);
      expect(out).toMatch(/Ada \\u\{?202e\}?gnissim\\u\{?200b\}?/);
    }
  });
});
