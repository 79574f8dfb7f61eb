import { describe, expect } from 'vitest';
import { query } from '../../src/store/script.ts';
import { attempt, json, outcomeOf, tally } from '../../src/testing/attempts.ts';
import { listEvents, startSignUp } from '../../src/testing/linking.ts';
import { mountKit } from '../../src/testing/mounted-kit.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';
import { inviteEverybody, oneByOne, startObserved } from './enumeration-scene.ts';

const lookups = '/api/v1/account-lookups';
const open = { TOTP_KIT_ACCOUNT_DISCLOSURE: 'open' };

const countRows = query<{ attempts: number; addresses: number; starts: number }>(`
  SELECT (SELECT count(*) FROM attempt_budgets) AS attempts, (SELECT count(*) FROM address_budgets) AS addresses,
    (SELECT count(*) FROM address_starts) AS starts`);

async function lookUp(
  server: Pick<TestServer, 'fetch'>,
  { loginId, from }: { loginId: string; from: string },
): Promise<string> {
  const response = await server.fetch(lookups, json({ loginId }, { 'x-forwarded-for': from }));
  return outcomeOf(response);
}

/** Asks about that many login IDs, one after the other, and says how often what came of it. */
async function lookUpMany(
  server: Pick<TestServer, 'fetch'>,
  { count, from }: { count: number; from: (index: number) => string },
) {
  const indexes = Array.from({ length: count }, (_, index) => index);
  return tally(
    await oneByOne(indexes, (index) =>
      lookUp(server, { loginId: `user-${index}`, from: from(index) }),
    ),
  );
}

describe('with account disclosure private', () => {
  securityRow('S14', 'a look-up says nothing, and asks the storage nothing', async ({ engine }) => {
    const { server, post } = await startObserved(engine);
    const { attempts } = await inviteEverybody(server);
    const malformed = [' ', 'ada\u0000', 'a\u202Eb', 'ß'.repeat(200)];
    const loginIds = [...attempts.map(({ loginId }) => loginId), ...malformed];
    const [nobody, ...others] = await oneByOne(loginIds, (loginId) => post(lookups, { loginId }));
    expect(nobody).toMatchObject({
      seen: { status: 403, answer: { code: 'forbidden' } },
      work: { statements: 0, opened: 0, sealed: 0, hmacs: 0, recoveryHashes: 0 },
    });
    for (const other of others) expect(other).toEqual(nobody);
  });

  securityRow('S14', 'that stays so after any number of look-ups', async ({ engine }) => {
    const server = await startTestServer({ engine, isListening: true });
    const outcomes = await lookUpMany(server, { count: 120, from: () => '203.0.113.7' });
    expect(outcomes).toEqual({ forbidden: 120 });
  });
});

describe('with account disclosure open', () => {
  securityRow('S14', 'a look-up tells who can sign in by themselves, no more', async (row) => {
    const { server, post } = await startObserved(row.engine, open);
    await inviteEverybody(server);
    const hasAccount = { ada: true, ' ＡDA ': true, 'with three': true, disabled: true };
    const hasNone = { nobody: false, 'without one': false, 'by ticket': false };
    const answers = [];
    for (const [loginId, expected] of Object.entries({ ...hasAccount, ...hasNone })) {
      const answer = await post(lookups, { loginId });
      expect(answer.seen, loginId).toMatchObject({ status: 200, answer: { hasAccount: expected } });
      answers.push(answer);
    }
    const [nobody, ...others] = answers.slice(-3);
    for (const other of others) expect(other).toEqual(nobody);
    expect(new Set(answers.map(({ work }) => work.statements)).size).toBe(1);
  });

  securityRow('S14', 'who lost their authenticators has no account again', async ({ engine }) => {
    const server = await startTestServer({ engine, environment: open });
    const { userId } = (await server.signUp('ada')).confirmation.user;
    const body = { loginId: 'ada' };
    expect(await server.call('lookUpAccount', { body })).toEqual({ hasAccount: true });
    const headers = { ...asManagement, 'idempotency-key': 'lost-phone-of-ada' };
    await server.call('deleteTotp', { headers, body: { userIds: [userId] } });
    expect(await server.call('lookUpAccount', { body })).toEqual({ hasAccount: false });
  });

  securityRow('S14', 'look-ups charge nobody, record nothing, hold no sign-in', async (row) => {
    const { server, observed } = await startObserved(row.engine, open);
    const { app, confirmation } = await server.signUp('ada');
    const before = await listEvents(server, {});
    const rowsBefore = await observed.read(() => countRows.first({}));
    const from = '203.0.113.7';
    const outcomes = await oneByOne(Array<string>(110).fill('ada'), (loginId) =>
      lookUp(server, { loginId, from }),
    );
    expect(tally(outcomes)).toEqual({ accepted: 100, too_many_attempts: 10 });

    expect(await listEvents(server, {})).toEqual(before);
    const { starts = 0, ...rows } = rowsBefore ?? { attempts: 0, addresses: 0 };
    const rowsAfter = await observed.read(() => countRows.first({}));
    expect(rowsAfter).toEqual({ ...rows, starts: starts + 1 });
    const path = { userId: confirmation.user.userId };
    const managed = await server.call('getUser', { headers: asManagement, path });
    expect(managed.waitingUntil).toBeUndefined();
    await startSignUp(server, 'eva', from);
    server.clock.advance({ steps: 1 });
    const wrong = app.wrongCodeAt(server.clock.read());
    expect(await attempt(server, { loginId: 'ada', code: wrong, from })).toBe('invalid_code');
    const code = app.codeAt(server.clock.read());
    expect(await attempt(server, { loginId: 'ada', code, from })).toBe('accepted');
  });
});

describe('an address cannot ask without end', () => {
  const places = {
    'one IPv4 address': (index: number) => (index % 2 === 0 ? '203.0.113.7' : '::ffff:203.0.113.7'),
    'one /64': (index: number) => `2001:db8:1:2::${index.toString(16)}`,
  };
  for (const [place, from] of Object.entries(places)) {
    securityRow('S14', `from ${place}, 100 look-ups an hour at two servers`, async (row) => {
      const { engine } = row;
      const first = await startTestServer({ engine, isListening: true, environment: open });
      const { clock, databaseUrl } = first;
      const environment = { ...open, DATABASE_URL: databaseUrl };
      const second = await startTestServer({ engine, isListening: true, environment, clock });
      let turn = 0;
      const either: Pick<TestServer, 'fetch'> = {
        fetch: (path, init) => {
          turn += 1;
          return (turn % 2 === 0 ? first : second).fetch(path, init);
        },
      };
      const stopped = { accepted: 100, too_many_attempts: 20 };
      expect(await lookUpMany(either, { count: 120, from })).toEqual(stopped);

      const other = { loginId: 'somebody', from: '198.51.100.1' };
      expect(await lookUp(either, other)).toBe('accepted');
      clock.advance({ seconds: 3599 });
      const problem = await second.refused('lookUpAccount', {
        body: { loginId: 'user-1' },
        headers: { 'x-forwarded-for': from(0) },
      });
      expect(problem).toMatchObject({ code: 'too_many_attempts', retryAfter: 1 });
      clock.advance({ seconds: 1 });
      expect(await lookUpMany(either, { count: 120, from })).toEqual(stopped);
    });
  }

  securityRow('S14', '200 at once from one address: 100 are answered', async ({ engine }) => {
    const server = await startTestServer({ engine, isListening: true, environment: open });
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        lookUp(server, { loginId: `user-${index}`, from: '203.0.113.7' }),
      ),
    );
    expect(tally(outcomes)).toEqual({ accepted: 100, too_many_attempts: 100 });
  });

  securityRow('S14', 'ten times as many from a /48, which leave no more rows', async (row) => {
    const { server, observed } = await startObserved(row.engine, open);
    const most = row.count({ full: 1500, reduced: 1020 });
    const from = (index: number) => `2001:db8:1:${index.toString(16)}::1`;
    const outcomes = await lookUpMany(server, { count: most, from });
    expect(outcomes).toEqual({ accepted: 1000, too_many_attempts: most - 1000 });
    expect(await observed.read(() => countRows.first({}))).toMatchObject({ starts: 1001 });
    server.clock.advance({ seconds: 3600 });
    await observed.sweepExpired(server.clock.read());
    expect(await observed.read(() => countRows.first({}))).toMatchObject({ starts: 0 });
  });

  securityRow('S14', 'forged forwarding headers make no other address', async ({ engine }) => {
    const environment = { ...open, TOTP_KIT_TRUSTED_PROXIES: '192.0.2.1' };
    const server = await startTestServer({ engine, isListening: true, environment });
    const from = (index: number) => `203.0.113.${index}`;
    const outcomes = await lookUpMany(server, { count: 110, from });
    expect(outcomes).toEqual({ accepted: 100, too_many_attempts: 10 });
  });

  securityRow('S14', 'without an address nobody is answered', async ({ engine }) => {
    const { kit } = await mountKit({ TOTP_KIT_ACCOUNT_DISCLOSURE: 'open' }, engine);
    const url = 'https://shop.example/auth/api/v1/account-lookups';
    const response = await kit.fetch(new Request(url, json({ loginId: 'ada@example.com' })));
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('It is not known where this request comes from');
  });
});
