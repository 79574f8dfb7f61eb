import type { ConsoleSession } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../components/src/lib/testing/fake-clock.ts';
import { MemoryManagement } from '../../../components/src/lib/testing/memory-management.ts';
import { ScriptedClient } from '../../../components/src/lib/testing/scripted-client.ts';
import { sessionOf } from '../testing/answers.ts';
import { ScriptedConsole } from '../testing/scripted-console.ts';
import { PageContext } from './console-context.ts';
import { identityOf } from './identity.ts';
import { SessionKeeper } from './session-keeper.ts';
import { AskerGoneError, StepUp } from './step-up.ts';

async function prepare() {
  const clock = new FakeClock();
  const client = new ScriptedConsole();
  const keeper = new SessionKeeper({ client, clock, tabs: { tell: () => {}, listen: () => {} } });
  const connected: string[] = [];
  const page = new PageContext({
    keeper,
    clock,
    server: 'https://auth.example/console/',
    stepUp: new StepUp({ ask: async () => false, identify: () => identityOf(keeper.who) }),
    connect: (administratorId) => {
      connected.push(administratorId);
      return { client, management: new MemoryManagement(clock), signIn: new ScriptedClient() };
    },
  });
  const enter = async (who: ConsoleSession): Promise<void> => {
    client.answer({ session: async () => who });
    await keeper.start();
  };
  await enter(sessionOf('administrator'));
  return { keeper, connected, context: page.as('admin_root'), enter };
}

describe('the context of a view', () => {
  it('asks in the name of its administrator', async () => {
    const { connected, context } = await prepare();
    expect(connected).toEqual(['admin_root']);
    expect(await context.ask(async () => 'done')).toBe('done');
  });

  it('asks nothing once somebody else is signed in, or nobody', async () => {
    const { keeper, context, enter } = await prepare();
    const asked: string[] = [];
    const request = async (): Promise<unknown> => asked.push('asked');
    await enter(sessionOf('administrator', 'else'));
    await expect(context.ask(request)).rejects.toThrow(AskerGoneError);
    await keeper.signOut();
    await expect(context.ask(request)).rejects.toThrow(AskerGoneError);
    expect(asked).toEqual([]);
  });

  it('ends its own session by a refusal, and nobody else’s', async () => {
    const { keeper, context, enter } = await prepare();
    const refusal = new TotpError('unauthenticated');
    let refuse: (error: unknown) => void = () => {};
    const late = context.ask(() => new Promise((_resolve, reject) => (refuse = reject)));
    await enter(sessionOf('administrator', 'else'));
    refuse(refusal);
    await expect(late).rejects.toBe(refusal);
    expect(keeper.who?.user.userId).toBe('admin_else');

    await enter(sessionOf('administrator'));
    await expect(context.ask(() => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(keeper.who).toBeUndefined();
  });
});
