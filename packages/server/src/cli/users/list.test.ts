import { userPage } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { startCommandStage } from '../../testing/command-stage.ts';
import { engines } from '../../testing/test-databases.ts';
import { asManagement } from '../../testing/test-server.ts';

describe.each(engines)('totp-kit users list on %s', { timeout: 60_000 }, (engine) => {
  it('lists what the API lists, in its shape', async () => {
    const stage = await startCommandStage(engine);
    for (const loginId of ['ada', 'bea', 'cyd']) await stage.server.signUp(loginId);
    const listed = userPage.parse(await stage.runJson(['users', 'list']));
    const answered = await stage.server.call('listUsers', { headers: asManagement });
    expect({ ...listed, asOf: '' }).toEqual({ ...answered, asOf: '' });

    const { out, err } = await stage.run(['users', 'list', '--limit', '2']);
    expect(out.split('\n')[0]).toMatch(
      /^LOGIN ID +NAME +STATUS +TOTP +LAST SIGN-IN +CREATED +USER ID$/,
    );
    expect(out).toMatch(/^ada +- +enabled +yes +/m);
    expect(err).toContain('2 of 3 users.');
    const [, cursor = ''] = /--cursor (\S+),/.exec(err) ?? [];
    const rest = await stage.run(['users', 'list', '--limit', '2', '--cursor', cursor]);
    expect(rest.out).toMatch(/^cyd /m);
    expect(rest.out).not.toMatch(/^ada /m);
    const foreign = await stage.run(['users', 'list', '--sort=-loginId', '--cursor', cursor]);
    expect(foreign).toMatchObject({ exitCode: 2, out: '' });
    expect(foreign.err).toContain('--cursor belongs to a list with other filters');
  });

  it('filters and sorts', async () => {
    const stage = await startCommandStage(engine);
    const { server } = stage;
    const { app } = await server.signUp('ada');
    for (const body of [{ loginId: 'bea' }, { loginId: 'cyd', name: 'Adam' }]) {
      await server.call('createUser', { body, headers: asManagement });
    }
    await stage.run(['users', 'disable', 'bea']);
    await server.signIn('ada', app);
    const code = app.wrongCodeAt(server.clock.read());
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await server.refused('verify', { body: { loginId: 'ada', code } });
    }
    const list = async (...options: string[]): Promise<string[]> => {
      const page = userPage.parse(await stage.runJson(['users', 'list', ...options]));
      return page.users.map(({ loginId }) => loginId);
    };
    expect(await list('--query', 'AD')).toEqual(['ada', 'cyd']);
    expect(await list('--status', 'disabled')).toEqual(['bea']);
    expect(await list('--totp', 'yes')).toEqual(['ada']);
    expect(await list('--totp', 'no', '--sort', '-loginId')).toEqual(['cyd', 'bea']);
    expect(await list('--waiting')).toEqual(['ada']);
    expect(await list('--never-signed-in', '--all')).toEqual(['bea', 'cyd']);
    expect((await stage.run(['users', 'list', '--waiting'])).out).toMatch(
      /^ada .* waiting until /m,
    );
  });

  it('goes through every page with --all, as one table or one document', async () => {
    const stage = await startCommandStage(engine);
    const count = 230;
    for (let index = 0; index < count; index += 1) {
      const body = { loginId: `user${String(index).padStart(3, '0')}` };
      await stage.server.call('createUser', { body, headers: asManagement });
    }
    const { out, err } = await stage.run(['users', 'list', '--all']);
    expect(out.match(/^user\d+ /gm)).toHaveLength(count);
    expect(out.match(/^LOGIN ID/gm)).toHaveLength(1);
    expect(err).toContain(`${count} users.`);
    const page = userPage.parse(await stage.runJson(['users', 'list', '--all']));
    expect(page).toMatchObject({ total: count, totalIsExact: true });
    expect(page.users).toHaveLength(count);
    expect(page.nextCursor).toBeUndefined();
  });

  it('lists no administrator', async () => {
    const stage = await startCommandStage(engine);
    expect((await stage.run(['admin', 'add', 'root'])).exitCode).toBe(0);
    const { exitCode, out, err } = await stage.run(['users', 'list']);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    expect(err).toContain('0 of 0 users.');
    expect((await stage.run(['users', 'show', 'root'])).exitCode).toBe(3);
  });
});

describe('totp-kit users list', { timeout: 30_000 }, () => {
  it('stops quietly, in part, when who reads it has read enough', async () => {
    const stage = await startCommandStage('SQLite');
    await stage.server.signUp('ada');
    const { exitCode, err } = await stage.runProcess(['users', 'list', '--json'], {
      closesOutput: true,
    });
    expect(exitCode).toBe(5);
    expect(err).toBe('');
  });
});
