import { managedUser } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startCommandStage } from '../../testing/command-stage.ts';
import { engines } from '../../testing/test-databases.ts';
import { asManagement } from '../../testing/test-server.ts';

const changes = z.strictObject({ users: z.array(managedUser), notFound: z.array(z.string()) });

describe.each(engines)('totp-kit users enable and disable on %s', { timeout: 30_000 }, (engine) => {
  it('ends sessions, lets in again, and is recorded with who did it and why', async () => {
    const stage = await startCommandStage(engine);
    const { server } = stage;
    const { app, confirmation } = await server.signUp('ada');
    const off = await stage.run(['users', 'disable', 'ada', '--reason', 'left the company']);
    expect(off).toEqual({ exitCode: 0, out: 'ada: disabled\n', err: '' });
    const token = confirmation.session?.accessToken ?? '';
    await server.refused('getSession', { headers: { authorization: `Bearer ${token}` } });

    const on = changes.parse(await stage.runJson(['users', 'enable', 'ada']));
    expect(on).toMatchObject({ users: [{ loginId: 'ada', status: 'enabled' }], notFound: [] });
    await server.signIn('ada', app);
    const { events } = await server.call('listEvents', {
      query: { action: 'user.disabled' },
      headers: asManagement,
    });
    expect(events).toMatchObject([
      { actor: 'system', actorId: 'command line', reason: 'left the company' },
    ]);
  });

  it('does what it can and says whom there is not: 5 for some, 3 for all', async () => {
    const stage = await startCommandStage(engine);
    await stage.server.signUp('ada');
    const some = await stage.run(['users', 'disable', 'bea', 'ada', '--json']);
    expect(some.exitCode).toBe(5);
    expect(changes.parse(JSON.parse(some.out))).toMatchObject({
      users: [{ loginId: 'ada', status: 'disabled' }],
      notFound: ['bea'],
    });
    const none = await stage.run(['users', 'enable', 'bea', 'cyd']);
    expect(none).toMatchObject({ exitCode: 3, out: '' });
    expect(none.err).toContain('Nobody has the login ID or user ID "cyd".');
  });
});
