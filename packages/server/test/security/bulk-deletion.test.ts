import type { EventPage, TotpDeletion, UserPage } from '@totp-kit/protocol';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { describe, expect, onTestFinished } from 'vitest';
import { json } from '../../src/testing/attempts.ts';
import { asTicket } from '../../src/testing/credentials.ts';
import { confirm, linkByTicket, listEvents, startUpdate } from '../../src/testing/linking.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

const path = '/api/v1/manage/totp-deletions';
const headers = { ...asManagement, 'idempotency-key': 'one-and-the-same' };

/** As many IDs as may be given: users with an authenticator, users without one, nobody's, and some twice. */
async function makeIds(server: TestServer, most: number) {
  const enrolled: string[] = [];
  const without: string[] = [];
  for (let index = 0; index < most * 0.7; index += 1) {
    const { userId } = (await server.signUp(`user ${index}`)).confirmation.user;
    enrolled.push(userId);
  }
  for (let index = 0; index < most * 0.1; index += 1) {
    const body = { loginId: `without ${index}` };
    without.push((await server.call('createUser', { headers: asManagement, body })).userId);
  }
  const nobodys = Array.from({ length: most * 0.1 }, (_, index) => `user_nobody${index}`);
  const twice = [...enrolled, ...without, ...nobodys].slice(0, most * 0.1);
  const userIds = shuffle([...enrolled, ...without, ...nobodys, ...twice]);
  expect(userIds).toHaveLength(most);
  return { enrolled, without, nobodys, userIds };
}

/** Mixes the kinds, the same way each time. */
function shuffle(ids: readonly string[]): string[] {
  const stride = 7;
  return Array.from({ length: stride }, (_, offset) =>
    ids.filter((_id, index) => index % stride === offset),
  ).flat();
}

function expectOutcomes(
  results: readonly TotpDeletion[],
  { enrolled, without, nobodys }: Awaited<ReturnType<typeof makeIds>>,
): void {
  const outcomes = new Map(results.map(({ userId, outcome }) => [userId, outcome]));
  expect(results).toHaveLength(outcomes.size);
  expect(outcomes).toEqual(
    new Map<string, string>([
      ...enrolled.map((userId) => [userId, 'deleted'] as const),
      ...without.map((userId) => [userId, 'no_authenticator'] as const),
      ...nobodys.map((userId) => [userId, 'not_found'] as const),
    ]),
  );
}

describe('bulk deletion is done once for each', () => {
  securityRow('S24', 'a repeat does nothing and shows no ticket', async ({ engine, count }) => {
    const server = await startTestServer({ engine });
    const ids = await makeIds(server, count({ full: 500, reduced: 50 }));
    const body = { userIds: ids.userIds, reason: 'lost phones' };
    const first = await server.call('deleteTotp', { headers, body });
    expectOutcomes(first.results, ids);
    for (const { outcome, ticket, url } of first.results) {
      expect(ticket !== undefined && url !== undefined).toBe(outcome === 'deleted');
    }

    // Who enrolled again meanwhile is not deleted by a repeat.
    const [deleted] = first.results.filter(({ outcome }) => outcome === 'deleted');
    const open = await startUpdate(server, asTicket(deleted?.ticket ?? ''));
    await confirm(server, open);
    const events = await listEvents(server, {});
    const repeats = await Promise.all(
      Array.from({ length: 5 }, () => server.call('deleteTotp', { headers, body })),
    );
    for (const { results } of repeats) {
      expectOutcomes(results, ids);
      expect(JSON.stringify(results)).not.toContain('ticket');
    }
    expect(await listEvents(server, {})).toEqual(events);
    await server.signIn(open.enrollment.loginId, open.app);

    const { enrolled } = ids;
    const recorded = events.filter(({ action }) => action === 'totp.deleted');
    expect(recorded.map(({ userId }) => userId).sort()).toEqual([...enrolled].sort());
    expect(new Set(recorded.map(({ reason }) => reason))).toEqual(new Set(['lost phones']));
    const tickets = events.filter(({ action }) => action === 'ticket.created');
    expect(tickets.map(({ userId }) => userId).sort()).toEqual([...enrolled].sort());
  });

  securityRow('S24', 'a key stands for one request; a new one deletes anew', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId } = (await server.signUp('ada')).confirmation.user;
    const other = (await server.signUp('bob')).confirmation.user.userId;
    await server.call('deleteTotp', { headers, body: { userIds: [userId] } });
    for (const body of [{ userIds: [other] }, { userIds: [userId, other] }]) {
      const problem = await server.refused('deleteTotp', { headers, body });
      expect(problem.code).toBe('idempotency_conflict');
    }
    await linkByTicket(server, userId);
    const anew = { ...headers, 'idempotency-key': 'another-one' };
    const again = await server.call('deleteTotp', { headers: anew, body: { userIds: [userId] } });
    expect(again.results).toMatchObject([{ outcome: 'deleted' }]);

    const tooMany = { userIds: Array.from({ length: 501 }, (_, index) => `user_${index}`) };
    const refusals = [
      { headers, body: tooMany },
      { headers, body: { userIds: [] } },
      { headers: asManagement, body: { userIds: [other] } },
    ];
    for (const refusal of refusals) {
      expect((await server.refused('deleteTotp', refusal)).code).toBe('invalid_request');
    }
    await server.call('getUser', { headers: asManagement, path: { userId: other } });
    expect(await listEvents(server, { action: 'totp.deleted', userId: other })).toEqual([]);
  });

  securityRow('S24', 'sent five times at once, each ticket is shown once', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const ids = await makeIds(server, 20);
    const body = { userIds: ids.userIds };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => server.call('deleteTotp', { headers, body })),
    );
    for (const { results } of answers) expectOutcomes(results, ids);
    const shown = answers.flatMap(({ results }) => results.filter(({ ticket }) => ticket));
    expect(shown.map(({ userId }) => userId).sort()).toEqual([...ids.enrolled].sort());
    const recorded = await listEvents(server, { action: 'totp.deleted' });
    expect(recorded).toHaveLength(ids.enrolled.length);
  });

  securityRow('S24', 'killed half way and sent again, it goes on', async ({ engine, count }) => {
    const server = await startTestServer({ engine });
    const ids = await makeIds(server, count({ full: 500, reduced: 100 }));
    await server.stop();
    const countDone = await openCounter(server.databaseUrl);
    const request = json({ userIds: ids.userIds }, headers);

    const killed = await startServerProcess(server.databaseUrl);
    const answer = killed.fetch(path, request).then(
      () => 'answered',
      () => 'broken off',
    );
    while ((await countDone()) < ids.enrolled.length / 5);
    await killed.kill();
    expect(await answer).toBe('broken off');
    const before = await countDone();
    expect(before).toBeLessThan(ids.userIds.length * 0.9);

    const again = await startServerProcess(server.databaseUrl);
    const after = await deletionsOf(again);
    const { results } = (await (await again.fetch(path, request)).json()) as Results;
    expectOutcomes(results, ids);
    // A ticket is shown for those done now, and for none of those done before.
    const shown = results.filter(({ ticket }) => ticket !== undefined);
    const doneBefore = new Set(after.map(({ userId }) => userId));
    expect(shown.filter(({ userId }) => doneBefore.has(userId))).toEqual([]);
    expect(shown.length + doneBefore.size).toBe(ids.enrolled.length);
    const recorded = (await deletionsOf(again)).map(({ userId }) => userId ?? '');
    expect(recorded.sort()).toEqual([...ids.enrolled].sort());

    const page = await again.fetch('/api/v1/manage/users?limit=200', { headers: asManagement });
    const { users } = (await page.json()) as UserPage;
    expect(users.flatMap(({ authenticators }) => authenticators)).toEqual([]);
  });
});

interface Results {
  readonly results: readonly TotpDeletion[];
}

async function deletionsOf(server: ServerProcess) {
  const found: EventPage['events'] = [];
  let cursor = '';
  do {
    const query = `action=totp.deleted&limit=200${cursor && `&cursor=${cursor}`}`;
    const response = await server.fetch(`/api/v1/manage/events?${query}`, {
      headers: asManagement,
    });
    const page = (await response.json()) as EventPage;
    found.push(...page.events);
    cursor = page.nextCursor ?? '';
  } while (cursor !== '');
  return found;
}

/** Counts from outside how many items of a deletion are done. */
async function openCounter(databaseUrl: string): Promise<() => Promise<number>> {
  const sql = 'SELECT count(*) AS count FROM totp_deletions';
  if (databaseUrl.startsWith('sqlite:')) {
    const database = new Database(databaseUrl.slice('sqlite:'.length), { readonly: true });
    onTestFinished(() => {
      database.close();
    });
    const statement = database.prepare<[], number>(sql).pluck();
    return async () => {
      // Lets the answer to the request come in between.
      await new Promise((resolve) => setImmediate(resolve));
      return statement.get() ?? 0;
    };
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  return async () => Number((await client.query<{ count: string }>(sql)).rows[0]?.count);
}
