import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { totpDeletions } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { startCommandStage, type CommandStage } from '../../testing/command-stage.ts';
import { asTicket } from '../../testing/credentials.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { engines } from '../../testing/test-databases.ts';
import { asManagement } from '../../testing/test-server.ts';

const link = /http:\/\/localhost:8787\/enroll#ticket=(\S+)/;

async function signUpMany(stage: CommandStage, count: number): Promise<string[]> {
  const loginIds = Array.from({ length: count }, (_, index) => `user${index + 10}`);
  for (const loginId of loginIds) await stage.server.signUp(loginId);
  return loginIds;
}

describe.each(engines)('totp-kit users delete-totp on %s', { timeout: 60_000 }, (engine) => {
  it('deletes a seed, ends the sessions and prints a link that enrolls', async () => {
    const stage = await startCommandStage(engine);
    const { server } = stage;
    const { confirmation } = await server.signUp('Ada');
    const words = ['users', 'delete-totp', 'ADA', '--reason', 'lost phone', '--yes'];
    const { exitCode, out, err } = await stage.run(words);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^Idempotency key: \S+\n$/);
    const [, ticket = ''] = link.exec(out) ?? [];
    const enrollment = await server.call('startEnrollment', {
      body: { action: 'update-user' },
      headers: asTicket(ticket),
    });
    expect(enrollment.loginId).toBe('Ada');
    const token = confirmation.session?.accessToken ?? '';
    await server.refused('getSession', { headers: { authorization: `Bearer ${token}` } });

    const { userId } = confirmation.user;
    const { events } = await server.call('listEvents', {
      query: { userId, action: 'totp.deleted' },
      headers: asManagement,
    });
    expect(events).toMatchObject([
      { actor: 'system', actorId: 'command line', reason: 'lost phone' },
    ]);
  });

  it('prints the shape of the API, and which of them are nobody or have no authenticator', async () => {
    const stage = await startCommandStage(engine);
    const { confirmation } = await stage.server.signUp('ada');
    const bea = await stage.server.call('createUser', {
      body: { loginId: 'bea' },
      headers: asManagement,
    });
    const { userId } = confirmation.user;
    const words = ['users', 'delete-totp', userId, 'ada', 'bea', 'cyd', '--yes', '--json'];
    const { exitCode, out } = await stage.run(words);
    expect(exitCode).toBe(5);
    const document: unknown = JSON.parse(out);
    totpDeletions.parse(document);
    expect(document).toMatchObject({
      results: [
        { userId: 'cyd', outcome: 'not_found' },
        { userId, loginId: 'ada', outcome: 'deleted', url: expect.stringMatching(link) as string },
        { userId: bea.userId, loginId: 'bea', outcome: 'no_authenticator' },
      ],
    });
  });

  it('repeats nothing and shows no link again for the same idempotency key', async () => {
    const stage = await startCommandStage(engine);
    const [loginId = ''] = await signUpMany(stage, 1);
    const words = ['users', 'delete-totp', loginId, '--yes', '--idempotency-key', 'key-of-a-run'];
    expect((await stage.run(words)).out).toMatch(link);
    const repeat = await stage.run(words);
    expect(repeat.exitCode).toBe(0);
    expect(repeat.out).toContain('was deleted before, and the link shown then');
    expect(repeat.out).not.toMatch(link);
    const other = await stage.run([...words, '--reason', 'another']);
    expect(other).toMatchObject({ exitCode: 4, out: '' });
    expect(other.err).toContain('belongs to a run with another reason');
  });

  it('goes on where it was when it was killed, and loses no link but one', async () => {
    const stage = await startCommandStage(engine);
    const loginIds = await signUpMany(stage, 12);
    const words = [
      'users',
      'delete-totp',
      '--file',
      '-',
      '--yes',
      '--idempotency-key',
      'a-killed-run',
    ];
    const input = loginIds.join('\n');
    const killed = await stage.runProcess(words, {
      input,
      onOutput: (out, kill) => {
        if (out.split('\n').length > 3) kill('SIGKILL');
      },
    });
    expect(killed.exitCode).toBeNull();
    const repeat = await stage.run(words, { input });
    expect(repeat.exitCode).toBe(0);
    const countLinks = (text: string): number => text.split('#ticket=').length - 1;
    const links = countLinks(killed.out) + countLinks(repeat.out);
    expect(links).toBeGreaterThanOrEqual(loginIds.length - 1);
    expect(links).toBeLessThanOrEqual(loginIds.length);
    const { events } = await stage.server.call('listEvents', {
      query: { action: 'totp.deleted' },
      headers: asManagement,
    });
    expect(events).toHaveLength(loginIds.length);
  });

  it('stops behind the user that is under way at SIGINT, and says how to go on', async () => {
    const stage = await startCommandStage(engine);
    const loginIds = await signUpMany(stage, 40);
    const words = [
      'users',
      'delete-totp',
      ...loginIds,
      '--yes',
      '--idempotency-key',
      'a-stopped-run',
    ];
    let isStopping = false;
    const stopped = await stage.runProcess([...words, '--json'], {
      onOutput: (_, kill) => {
        if (!isStopping) kill('SIGINT');
        isStopping = true;
      },
    });
    expect(stopped.exitCode).toBe(5);
    expect(stopped.err).toMatch(
      /Stopped after \d+ of 40 users\. The same command with --idempotency-key a-stopped-run goes on\./,
    );
    const { results } = totpDeletions.parse(JSON.parse(stopped.out));
    expect(results.length).toBeLessThan(40);
    expect((await stage.run(words)).exitCode).toBe(0);
  });
});

describe('totp-kit users delete-totp', { timeout: 30_000 }, () => {
  it('takes users from a file, each once', async () => {
    const stage = await startCommandStage('SQLite');
    const loginIds = await signUpMany(stage, 3);
    const file = join(temporaryFolder(), 'users.txt');
    writeFileSync(file, `${loginIds.join('\r\n')}\n\n${loginIds.join('\n')}\n`);
    const { exitCode, out } = await stage.run(['users', 'delete-totp', '--file', file, '--yes']);
    expect(exitCode).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
    const missing = await stage.run(['users', 'delete-totp', '--file', `${file}.no`, '--yes']);
    expect(missing.exitCode).toBe(1);
    expect(missing.err).toContain('cannot be read');
    const empty = await stage.run(['users', 'delete-totp', '--file', '-', '--yes']);
    expect(empty.exitCode).toBe(2);
    expect(empty.err).toContain('There is no user in the standard input.');
  });

  it('does nothing without --yes where nobody can be asked', async () => {
    const stage = await startCommandStage('SQLite');
    const { confirmation } = await stage.server.signUp('ada');
    const { exitCode, out, err } = await stage.run(['users', 'delete-totp', 'ada']);
    expect({ exitCode, out }).toEqual({ exitCode: 4, out: '' });
    expect(err).toContain('needs --yes');
    const { userId } = confirmation.user;
    const user = await stage.server.call('getUser', { path: { userId }, headers: asManagement });
    expect(user.authenticators).toHaveLength(1);
  });

  it('asks on a terminal: for one user for a yes, for more for their number', async () => {
    const stage = await startCommandStage('SQLite');
    const [first = '', ...others] = await signUpMany(stage, 3);
    const one = ['users', 'delete-totp', first];
    for (const answer of ['no', 'y', '', undefined]) {
      const { exitCode, terminal } = await stage.runAtTerminal(one, { answer: () => answer });
      expect(exitCode).toBe(4);
      expect(terminal.printed()).toBe('');
      expect(terminal.said()).toContain(`Delete the TOTP seed of "${first}"? They are signed out`);
      expect(terminal.said()).toContain('Nothing was deleted.');
    }
    const many = ['users', 'delete-totp', ...others];
    expect((await stage.runAtTerminal(many, { answer: () => 'yes' })).exitCode).toBe(4);
    const consent = await stage.runAtTerminal(many, { answer: () => '2' });
    expect(consent.exitCode).toBe(0);
    expect(consent.terminal.said()).toContain('Delete the TOTP seeds of 2 users?');
    expect(consent.terminal.printed().match(/#ticket=/g)).toHaveLength(2);
    expect((await stage.runAtTerminal(one, { answer: () => 'yes' })).exitCode).toBe(0);
  });

  it('finds nobody with 3', async () => {
    const stage = await startCommandStage('SQLite');
    const { exitCode, out, err } = await stage.run(['users', 'delete-totp', 'ada', '--yes']);
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toContain('Nobody has the login ID or user ID "ada".');
  });
});
