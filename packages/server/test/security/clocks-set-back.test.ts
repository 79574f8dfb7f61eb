import { describe, expect } from 'vitest';
import { asBearer, asTicket } from '../../src/testing/credentials.ts';
import { makeFirstAdministrator, signInToConsole } from '../../src/testing/console.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import {
  asManagement,
  startTestServer,
  type CallOptions,
  type TestServer,
} from '../../src/testing/test-server.ts';

const daySeconds = 86_400;

type Refusable = Parameters<TestServer['refused']>[0];

/** What a wait that is met says, in seconds; none is over an hour. */
async function waitOf(
  server: TestServer,
  name: Refusable,
  options: CallOptions,
): Promise<number | undefined> {
  const { code, retryAfter } = await server.refused(name, options);
  expect([code, retryAfter !== undefined && retryAfter <= 3600]).toEqual([
    'too_many_attempts',
    true,
  ]);
  return retryAfter;
}

/** Asks until the answer is that there were too many attempts, and a while after it, into the longest wait. */
async function exhaust(
  server: TestServer,
  name: Refusable,
  { options, rounds }: { readonly options: CallOptions; readonly rounds: number },
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const { code, retryAfter = 0 } = await server.refused(name, options);
    if (round < rounds - 1 && code === 'too_many_attempts') {
      server.clock.advance({ seconds: retryAfter });
    }
  }
}

/** Lets a server run by a clock that is a day ahead for a while, and sets it back. */
async function aDayAhead(server: TestServer, work: () => Promise<void>): Promise<void> {
  const before = server.clock.read();
  server.clock.advance({ seconds: daySeconds });
  await work();
  server.clock.advance({ ms: before - server.clock.read() });
}

const from = (address: string) => ({ 'x-forwarded-for': address });

describe('a clock that was ahead and is set back', () => {
  securityRow('S46', 'makes no user and no ticket wait over an hour', async ({ engine }) => {
    const server = await startTestServer({ engine, isListening: true });
    const { app, confirmation } = await server.signUp('ada');
    const { userId } = confirmation.user;
    const wrong = { loginId: 'ada', code: app.wrongCodeAt(server.clock.read()) };
    const newTicket = async () => {
      const body = { action: 'sign-in', userId, audience: 'shop', purpose: 'login' };
      const { ticket } = await server.call('createTicket', { headers: asManagement, body });
      return asTicket(ticket);
    };
    const guess = { body: { code: wrong.code } };
    await aDayAhead(server, async () => {
      let address = 0;
      for (let round = 0; round < 14; round += 1) {
        address += 1;
        const options = { body: wrong, headers: from(`192.0.2.${address}`) };
        const { retryAfter = 0 } = await server.refused('verify', options);
        if (round < 13) server.clock.advance({ seconds: retryAfter });
      }
      for (let ticket = 0; ticket < 3; ticket += 1) {
        const headers = await newTicket();
        for (let round = 0; round < 9; round += 1) {
          const { retryAfter = 0 } = await server.refused('verify', { ...guess, headers });
          server.clock.advance({ seconds: retryAfter });
        }
      }
      await server.refused('verify', { ...guess, headers: await newTicket() });
    });
    const right = () => ({ loginId: 'ada', code: app.codeAt(server.clock.read()) });
    server.clock.advance({ steps: 2 });
    const headers = from('192.0.2.99');
    const retryAfter = await waitOf(server, 'verify', { body: right(), headers });
    const options = { body: { code: app.codeAt(server.clock.read()) } };
    await waitOf(server, 'verify', { ...options, headers: await newTicket() });
    server.clock.advance({ seconds: retryAfter });
    await server.call('verify', { body: right(), headers });
    server.clock.advance({ steps: 1 });
    const code = app.codeAt(server.clock.read());
    await server.call('verify', { body: { code }, headers: await newTicket() });
  });

  securityRow('S46', 'makes no address wait over an hour', async ({ engine, count }) => {
    const server = await startTestServer({ engine, isListening: true });
    const { app } = await server.signUp('ada');
    const headers = from('192.0.2.1');
    const start = (name: string) => ({ body: { action: 'sign-up', loginId: name }, headers });
    await aDayAhead(server, async () => {
      const guess = { body: { loginId: 'nobody', code: '000000' } };
      for (let block = 0; block < count({ full: 8, reduced: 1 }); block += 1) {
        for (let failure = 0; failure < 30; failure += 1) {
          const body = { ...guess.body, loginId: `nobody ${failure % 20}` };
          await server.refused('verify', { body, headers });
        }
        server.clock.advance({ seconds: 3600 });
      }
      await exhaust(server, 'verify', { options: { ...guess, headers }, rounds: 31 });
      for (let made = 0; made < 100; made += 1) {
        await server.call('startEnrollment', start(`new ${made}`));
      }
      await server.refused('startEnrollment', start('one more'));
    });
    server.clock.advance({ steps: 2 });
    const right = () => ({ loginId: 'ada', code: app.codeAt(server.clock.read()) });
    const first = await waitOf(server, 'verify', { body: right(), headers });
    const second = await waitOf(server, 'startEnrollment', start('grace'));
    server.clock.advance({ seconds: Math.max(first ?? 0, second ?? 0) });
    await server.call('verify', { body: right(), headers });
    await server.call('startEnrollment', start('grace'));
  });

  securityRow('S46', 'leaves nothing fresh or good for longer', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, confirmation } = await server.signUp('ada');
    const { userId } = confirmation.user;
    const ticketBody = { action: 'update-user', userId };
    const old = confirmation.session?.refreshToken;
    const root = await makeFirstAdministrator(server);
    let session: { accessToken?: string | undefined; refreshToken?: string | undefined } = {};
    let ticket = '';
    let console = {};
    await aDayAhead(server, async () => {
      session = (await server.signIn('ada', app)).session ?? {};
      await server.call('refreshSession', { body: { refreshToken: old } });
      const made = { headers: asManagement, body: ticketBody };
      ({ ticket } = await server.call('createTicket', made));
      console = await signInToConsole(server, root);
    });
    const { code } = await server.refused('getSession', {
      headers: asBearer(session.accessToken),
    });
    expect(code).toBe('unauthenticated');
    const { refreshToken } = session;
    // It would live longer than it may.
    await server.refused('refreshSession', { body: { refreshToken } });
    const withTicket = { body: { action: 'update-user' }, headers: asTicket(ticket) };
    expect((await server.refused('startEnrollment', withTicket)).code).toBe('ticket_invalid');
    // Rotated "in the future": it would be good again until then.
    await server.refused('refreshSession', { body: { refreshToken: old } });
    const inConsole = await server.fetch('/console/api/v1/session', { headers: console });
    expect(inConsole.status).toBe(401);
  });
});
