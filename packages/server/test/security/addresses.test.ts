import { describe, expect } from 'vitest';
import { attempt, tally, type Attempt } from '../../src/testing/attempts.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import {
  asManagement,
  startTestServer,
  type Enrolled,
  type TestServer,
} from '../../src/testing/test-server.ts';

/** A code that is hardly ever right, for login IDs that nobody has. */
const code = '123456';

/** One guess after the other, and what became of each. */
async function tryEach(server: TestServer, attempts: readonly Attempt[]): Promise<string[]> {
  const outcomes: string[] = [];
  for (const one of attempts) outcomes.push(await attempt(server, one));
  return outcomes;
}

function times<Value>(count: number, make: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Uses up the budget of an address, a login ID each time. */
async function useUp(server: TestServer, from: string): Promise<void> {
  const outcomes = await tryEach(
    server,
    times(30, (index) => ({ loginId: `used-up-${index}`, code, from })),
  );
  expect(tally(outcomes)).toEqual({ invalid_code: 30 });
}

describe('one guess on each of many login IDs', () => {
  const places = {
    'one IPv4 address': () => '203.0.113.7',
    'one /64': (index: number) => `2001:db8:1:2::${index.toString(16)}`,
  };
  for (const [place, addressOf] of Object.entries(places)) {
    securityRow('S07', `from ${place}, fast, is stopped at 30`, async ({ engine, count }) => {
      const server = await startTestServer({ engine, isListening: true });
      const guesses = count({ full: 1000, reduced: 60 });
      const outcomes = await tryEach(
        server,
        times(guesses, (index) => ({ loginId: `user-${index}`, code, from: addressOf(index) })),
      );
      expect(outcomes.slice(0, 30)).toEqual(Array(30).fill('invalid_code'));
      expect(tally(outcomes.slice(30))).toEqual({ too_many_attempts: guesses - 30 });
      const other = { loginId: 'somebody', code, from: '198.51.100.1' };
      expect(await attempt(server, other)).toBe('invalid_code');
    });

    securityRow('S07', `from ${place}, slowly, near 100 login IDs`, async ({ engine, count }) => {
      const server = await startTestServer({ engine, isListening: true });
      const guesses = count({ full: 1000, reduced: 171 });
      const comparedAt: number[] = [];
      for (let index = 0; index < guesses; index += 1) {
        const guess = { loginId: `user-${index}`, code, from: addressOf(index) };
        if ((await attempt(server, guess)) === 'invalid_code') {
          comparedAt.push(server.clock.read());
        }
        server.clock.advance({ seconds: 21 });
      }
      expect(comparedAt.length).toBeGreaterThanOrEqual(100);
      // In no hour more than 100 and one after each of its waits.
      for (const at of comparedAt) {
        const inHour = comparedAt.filter((one) => one >= at && one < at + 3_600_000);
        expect(inHour.length).toBeLessThanOrEqual(106);
      }
    });
  }

  securityRow('S07', 'from ten /64 of one /48, fast, is stopped at 300', async (row) => {
    const server = await startTestServer({ ...row, isListening: true });
    const guess = (index: number) => ({
      loginId: `user-${index}`,
      code,
      from: `2001:db8:1:${(index % 20).toString(16)}::1`,
    });
    const outcomes = await tryEach(server, times(310, guess));
    expect(tally(outcomes)).toEqual({ invalid_code: 300, too_many_attempts: 10 });
    const other = { loginId: 'somebody', code, from: '2001:db8:2::1' };
    expect(await attempt(server, other)).toBe('invalid_code');
  });

  const offices = [
    { required: 'an office of 200 honest people, a tenth mistyping, is not', mistypesOneIn: 10 },
    { required: 'nor one where everybody mistypes, because they succeed then', mistypesOneIn: 1 },
  ];
  for (const { required, mistypesOneIn } of offices) {
    securityRow('S07', required, async ({ engine, count }) => {
      const server = await startTestServer({ engine, isListening: true });
      const people = mistypesOneIn === 1 ? count({ full: 200, reduced: 110 }) : 200;
      const apps: Enrolled['app'][] = [];
      for (let index = 0; index < people; index += 1) {
        apps.push((await server.signUp(`person-${index}`)).app);
      }
      server.clock.advance({ seconds: 86_400 });
      for (const [index, app] of apps.entries()) {
        const person = { loginId: `person-${index}`, from: '203.0.113.7' };
        const now = server.clock.read();
        if (index % mistypesOneIn === 0) {
          const mistyped = { ...person, code: app.wrongCodeAt(now) };
          expect(await attempt(server, mistyped)).toBe('invalid_code');
        }
        expect(await attempt(server, { ...person, code: app.codeAt(now) })).toBe('accepted');
        // Below 30 failures in ten minutes.
        server.clock.advance({ seconds: mistypesOneIn === 1 ? 25 : 3 });
      }
    });
  }
});

describe('the address of a client', () => {
  securityRow('S10', 'is the socket’s unless the peer is a configured proxy', async (row) => {
    const server = await startTestServer({
      ...row,
      isListening: true,
      environment: { TOTP_KIT_TRUSTED_PROXIES: '192.0.2.1' },
    });
    const outcomes = await tryEach(
      server,
      times(100, (index) => ({ loginId: `user-${index}`, code, from: randomAddress() })),
    );
    expect(tally(outcomes)).toEqual({ invalid_code: 30, too_many_attempts: 70 });
  });

  securityRow('S10', 'is what the proxy saw, not what the client says it is', async (row) => {
    const server = await startTestServer({
      ...row,
      isListening: true,
      environment: { TOTP_KIT_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' },
    });
    const from = () => `${randomAddress()}, nonsense, 10.1.2.3, 203.0.113.7, 10.0.0.1`;
    const outcomes = await tryEach(
      server,
      times(100, (index) => ({ loginId: `user-${index}`, code, from: from() })),
    );
    expect(tally(outcomes)).toEqual({ invalid_code: 30, too_many_attempts: 70 });
    const { events } = await server.call('listEvents', {
      headers: asManagement,
      query: { action: 'verification.failed', limit: '100' },
    });
    expect(new Set(events.map((event) => event.clientAddress))).toEqual(new Set(['203.0.113.7']));
  });

  securityRow('S10', 'is the proxy’s where what the proxy says is no address', async (row) => {
    const server = await startTestServer({ ...row, isListening: true });
    const outcomes = await tryEach(
      server,
      times(40, (index) => ({ loginId: `user-${index}`, code, from: `hidden-${index}` })),
    );
    expect(tally(outcomes)).toEqual({ invalid_code: 30, too_many_attempts: 10 });
  });

  const aliases = {
    'an IPv6 address': [
      '2001:db8::1',
      '2001:DB8::1',
      '2001:db8:0:0:0:0:0:1',
      '2001:0db8:0000:0000:0000:0000:0000:0001',
      '2001:db8:0::1',
      '2001:db8::0:1',
      '2001:db8:0:0::1',
      '2001:db8::0.0.0.1',
      '2001:db8:0:0:0:0:0.0.0.1',
      '2001:db8::1%eth0',
      '[2001:db8::1]:4711',
    ],
    'an IPv4 address': [
      '203.0.113.7',
      '203.0.113.7:4711',
      '::ffff:203.0.113.7',
      '::FFFF:203.0.113.7',
      '::ffff:cb00:7107',
      '0:0:0:0:0:ffff:203.0.113.7',
      '0000:0000:0000:0000:0000:ffff:cb00:7107',
    ],
  };
  for (const [name, spellings] of Object.entries(aliases)) {
    securityRow('S11', `has one budget in every spelling of ${name}`, async (row) => {
      const server = await startTestServer({ ...row, isListening: true });
      const outcomes = await tryEach(
        server,
        times(40, (index) => ({
          loginId: `user-${index}`,
          code,
          from: spellings[index % spellings.length] ?? '',
        })),
      );
      expect(tally(outcomes)).toEqual({ invalid_code: 30, too_many_attempts: 10 });
      for (const from of spellings) {
        expect(await attempt(server, { loginId: 'ada', code, from })).toBe('too_many_attempts');
      }
    });
  }

  securityRow('S11', 'two IPv4 addresses have two budgets', async (row) => {
    const server = await startTestServer({ ...row, isListening: true });
    await useUp(server, '203.0.113.7');
    const neighbour = { loginId: 'ada', code, from: '203.0.113.8' };
    expect(await attempt(server, neighbour)).toBe('invalid_code');
    await useUp(server, '::ffff:203.0.113.9');
    expect(await attempt(server, { ...neighbour, from: '203.0.113.10' })).toBe('invalid_code');
  });

  securityRow('S11', 'that a backend gives counts, in any spelling', async (row) => {
    const server = await startTestServer({ ...row, isListening: true });
    const { confirmation } = await server.signUp('ada');
    await useUp(server, '2001:db8::1');
    const body = { userId: confirmation.user.userId, code };
    const given = await server.refused('verifyManaged', {
      headers: asManagement,
      body: { ...body, clientAddress: '2001:DB8:0:0::2' },
    });
    expect(given.code).toBe('too_many_attempts');
    const backend = { ...asManagement, 'x-forwarded-for': '2001:db8::1' };
    const own = await server.refused('verifyManaged', { headers: backend, body });
    expect(own.code).toBe('invalid_code');
  });
});

let drawn = 0;

/** An address that no draw before gave; scattered, but the same in every run. */
function randomAddress(): string {
  drawn += 1;
  const mixed = Math.imul(drawn, 2_654_435_761) >>> 0;
  return [24, 16, 8, 0].map((shift) => (mixed >>> shift) & 255).join('.');
}
