import type { ConsoleSession } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../components/src/lib/testing/fake-clock.ts';
import { inMinutes, sessionOf, sessionTimes } from '../testing/answers.ts';
import { ScriptedConsole } from '../testing/scripted-console.ts';
import { SessionKeeper } from './session-keeper.ts';
import type { TabNews, Tabs } from './session-tabs.ts';

const minuteMs = 60_000;

class FakeTabs implements Tabs {
  readonly told: TabNews[] = [];
  hear: (news: TabNews) => void = () => {};

  tell(news: TabNews): void {
    this.told.push(news);
  }

  listen(listener: (news: TabNews) => void): void {
    this.hear = listener;
  }
}

const administratorId = 'admin_root';

/** What is already decided happens. */
async function settle(): Promise<void> {
  for (let tick = 0; tick < 10; tick += 1) await Promise.resolve();
}

async function prepare(who: ConsoleSession | undefined = sessionOf('administrator')) {
  const clock = new FakeClock();
  const tabs = new FakeTabs();
  const client = new ScriptedConsole({ session: async () => who });
  const keeper = new SessionKeeper({ client, clock, tabs });
  await keeper.start();
  return { clock, tabs, client, keeper };
}

describe('SessionKeeper', () => {
  it('knows who is signed in, or that nobody is', async () => {
    expect((await prepare()).keeper.state).toMatchObject({ name: 'signed-in' });
    const client = new ScriptedConsole({ session: async () => undefined });
    const keeper = new SessionKeeper({ client, clock: new FakeClock(), tabs: new FakeTabs() });
    await keeper.start();
    expect(keeper.state).toEqual({ name: 'signed-out', ended: false });
  });

  it('keeps why the server does not say', async () => {
    const error = new TotpError('forbidden', { message: 'Open it at https://auth.example.' });
    const client = new ScriptedConsole({ session: () => Promise.reject(error) });
    const keeper = new SessionKeeper({ client, clock: new FakeClock(), tabs: new FakeTabs() });
    await keeper.start();
    expect(keeper.state).toEqual({ name: 'failed', error });
  });

  it('finds out that nobody can sign in at this address', async () => {
    const error = new TotpError('forbidden', { message: 'Open it at https://auth.example.' });
    const client = new ScriptedConsole({
      session: async () => undefined,
      continueSession: () => Promise.reject(error),
    });
    const keeper = new SessionKeeper({ client, clock: new FakeClock(), tabs: new FakeTabs() });
    await keeper.start();
    expect(keeper.state).toEqual({ name: 'failed', error });
  });

  it('warns two minutes before the end, and then ends', async () => {
    const { clock, keeper, client } = await prepare();
    clock.pass(13 * minuteMs - 1);
    expect(keeper.state).not.toHaveProperty('endsAt');
    clock.pass(1);
    expect(keeper.state).toHaveProperty('endsAt', Date.parse(inMinutes(15)));
    clock.pass(2 * minuteMs);
    expect(keeper.state).toEqual({ name: 'signed-out', ended: true });
    expect(client.calls.session).toHaveLength(1);
  });

  it('goes on when somebody stays', async () => {
    const { clock, keeper, client, tabs } = await prepare();
    clock.pass(14 * minuteMs);
    client.answer({
      continueSession: async () => ({ ...sessionTimes, expiresAt: inMinutes(29) }),
    });
    await keeper.stay();
    expect(keeper.state).not.toHaveProperty('endsAt');
    expect(tabs.told.at(-1)).toEqual({
      state: 'signed-in',
      administratorId,
      endsAt: Date.parse(inMinutes(29)),
    });
    clock.pass(13 * minuteMs);
    expect(keeper.state).toHaveProperty('endsAt');
  });

  it('takes each use for a sign of life, and the warning away', async () => {
    const { clock, keeper } = await prepare();
    clock.pass(14 * minuteMs);
    keeper.use();
    expect(keeper.state).not.toHaveProperty('endsAt');
    clock.pass(12 * minuteMs);
    expect(keeper.state).not.toHaveProperty('endsAt');
    clock.pass(minuteMs);
    expect(keeper.state).toHaveProperty('endsAt');
  });

  it('hears of the use in other tabs', async () => {
    const { clock, keeper, tabs } = await prepare();
    clock.pass(14 * minuteMs);
    tabs.hear({ state: 'signed-in', administratorId, endsAt: Date.parse(inMinutes(25)) });
    expect(keeper.state).not.toHaveProperty('endsAt');
    tabs.hear({ state: 'signed-in', administratorId, endsAt: Date.parse(inMinutes(1)) });
    clock.pass(9 * minuteMs);
    expect(keeper.state).toHaveProperty('endsAt', Date.parse(inMinutes(25)));
  });

  it('ends after eight hours, whatever was done', async () => {
    const { clock, keeper } = await prepare();
    for (let minute = 0; minute < 8 * 60; minute += 5) {
      clock.pass(5 * minuteMs);
      keeper.use();
    }
    expect(keeper.state).toEqual({ name: 'signed-out', ended: true });
  });

  it('ends where an answer says that nobody is signed in', async () => {
    const { keeper } = await prepare();
    expect(keeper.notice(new TotpError('conflict'))).toBe(false);
    expect(keeper.who).toBeDefined();
    expect(keeper.notice(new TotpError('unauthenticated'))).toBe(true);
    expect(keeper.state).toEqual({ name: 'signed-out', ended: true });
  });

  it('signs out, also where nobody was signed in any more', async () => {
    const { keeper, client } = await prepare();
    client.answer({ signOut: () => Promise.reject(new TotpError('unauthenticated')) });
    await keeper.signOut();
    expect(keeper.state).toEqual({ name: 'signed-out', ended: false });
  });

  it('stays signed in where signing out fails', async () => {
    const { keeper, client } = await prepare();
    client.answer({ signOut: () => Promise.reject(new TotpError('server_unreachable')) });
    await expect(keeper.signOut()).rejects.toMatchObject({ code: 'server_unreachable' });
    expect(keeper.who).toBeDefined();
  });

  it('warns in time where the clock of the device is behind', async () => {
    const who = sessionOf('viewer');
    const session = { ...who.session, expiresAt: inMinutes(75) };
    const { clock, keeper } = await prepare({ ...who, session });
    clock.pass(13 * minuteMs);
    expect(keeper.state).toHaveProperty('endsAt');
  });

  it('tells the other tabs who has signed in, and who is signed out', async () => {
    const { keeper, tabs } = await prepare();
    expect(tabs.told).toEqual([
      { state: 'signed-in', administratorId, endsAt: Date.parse(inMinutes(15)) },
    ]);
    await keeper.signOut();
    expect(tabs.told.at(-1)).toEqual({ state: 'signed-out', administratorId });
    await keeper.start();
    keeper.notice(new TotpError('unauthenticated'));
    expect(tabs.told.at(-1)).toEqual({ state: 'ended', administratorId });
  });

  it('is signed out by another tab, also after the end of the session', async () => {
    const { clock, keeper, tabs } = await prepare();
    clock.pass(15 * minuteMs);
    expect(keeper.state).toEqual({ name: 'signed-out', ended: true });
    tabs.hear({ state: 'signed-out', administratorId });
    expect(keeper.state).toEqual({ name: 'signed-out', ended: false });

    const other = await prepare();
    other.tabs.hear({ state: 'signed-out', administratorId });
    expect(other.keeper.state).toEqual({ name: 'signed-out', ended: false });
    expect(other.tabs.told).toHaveLength(1);
  });

  it('hears in another tab that the session has ended', async () => {
    const { keeper, tabs } = await prepare();
    tabs.hear({ state: 'ended', administratorId: 'admin_else' });
    expect(keeper.who).toBeDefined();
    tabs.hear({ state: 'ended', administratorId });
    expect(keeper.state).toEqual({ name: 'signed-out', ended: true });
    expect(tabs.told).toHaveLength(1);
  });

  it('drops who is here when somebody else signs in in another tab, and asks who it is', async () => {
    const { clock, keeper, tabs, client } = await prepare();
    clock.pass(14 * minuteMs);
    const session = { ...sessionTimes, expiresAt: inMinutes(20) };
    const who = { ...sessionOf('support', 'else'), session };
    client.answer({ session: async () => who });
    const endsAt = Date.parse(inMinutes(29));
    tabs.hear({ state: 'signed-in', administratorId: 'admin_else', endsAt });
    expect(keeper.state).toEqual({ name: 'loading' });
    await settle();
    expect(keeper.who).toEqual(who);
    clock.pass(4 * minuteMs);
    expect(keeper.state).toHaveProperty('endsAt', Date.parse(inMinutes(20)));
  });

  it('takes no answer that was asked for before', async () => {
    const { keeper, tabs, client } = await prepare();
    let answer: (who: ConsoleSession) => void = () => {};
    client.answer({ session: () => new Promise((resolve) => (answer = resolve)) });
    const start = keeper.start();
    tabs.hear({ state: 'signed-out', administratorId });
    answer(sessionOf('administrator'));
    await start;
    expect(keeper.state).toEqual({ name: 'signed-out', ended: false });
  });

  it('does not keep a session on that was left meanwhile', async () => {
    const { keeper, tabs, client } = await prepare();
    let answer: () => void = () => {};
    client.answer({
      continueSession: () => new Promise((resolve) => (answer = () => resolve(sessionTimes))),
    });
    const stay = keeper.stay();
    tabs.hear({ state: 'signed-out', administratorId });
    answer();
    await stay;
    expect(keeper.who).toBeUndefined();
  });

  it('goes on after the end when the same administrator signs in in another tab', async () => {
    const { clock, keeper, tabs, client } = await prepare();
    clock.pass(15 * minuteMs);
    const session = { ...sessionTimes, expiresAt: inMinutes(30) };
    client.answer({ session: async () => ({ ...sessionOf('administrator'), session }) });
    tabs.hear({ state: 'signed-in', administratorId, endsAt: Date.parse(inMinutes(30)) });
    expect(keeper.state).toEqual({ name: 'signed-out', ended: true });
    await settle();
    expect(keeper.who?.user.userId).toBe(administratorId);
  });
});
