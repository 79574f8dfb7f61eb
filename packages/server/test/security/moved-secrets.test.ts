import { describe, expect } from 'vitest';
import { attempt } from '../../src/testing/attempts.ts';
import { asTicket } from '../../src/testing/credentials.ts';
import { asSession, createTicket, startSignUp, startUpdate } from '../../src/testing/linking.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import {
  asManagement,
  startTestServer,
  type Enrolled,
  type TestServer,
} from '../../src/testing/test-server.ts';
import { keyOf, manageKeys, setKeyStage } from './key-stage.ts';

function codeOf(server: TestServer, { app }: Pick<Enrolled, 'app'>): string {
  server.clock.advance({ steps: 1 });
  return app.codeAt(server.clock.read());
}

async function unreadableEvents(server: TestServer, userId: string): Promise<number> {
  const query = { userId, action: 'key.unreadable' };
  return (await server.call('listEvents', { headers: asManagement, query })).events.length;
}

/** What a refusal says, without what is different each time. */
async function refusalOf(server: TestServer, loginId: string, code: string) {
  const { requestId, ...refusal } = await server.refused('verify', { body: { loginId, code } });
  expect(requestId).toBeDefined();
  return refusal;
}

describe('a sealed value in another place opens nothing', () => {
  securityRow('S53', 'another user’s authenticator: refused like a wrong code', async (row) => {
    const server = await startTestServer(row);
    const ada = await server.signUp('ada');
    const eve = await server.signUp('eve');
    const [adaId, eveId] = [ada, eve].map(({ confirmation }) => confirmation.user.userId);
    await runSql(
      server.databaseUrl,
      `UPDATE authenticators SET sealed_key = (SELECT sealed_key FROM authenticators WHERE user_id = '${eveId}')
       WHERE user_id = '${adaId}'`,
    );
    const wrong = await refusalOf(server, 'eve', eve.app.wrongCodeAt(server.clock.read()));
    expect(wrong.code).toBe('invalid_code');
    expect(await refusalOf(server, 'ada', codeOf(server, eve))).toEqual(wrong);
    expect(await refusalOf(server, 'ada', codeOf(server, ada))).toEqual(wrong);
    expect(await unreadableEvents(server, adaId ?? '')).toBe(2);

    // Never "no second factor": a ticket that asks for a code gets none without one.
    const { ticket } = await createTicket(server, { userId: adaId ?? '', action: 'sign-in' });
    const body = { code: codeOf(server, ada) };
    const answer = await server.refused('verify', { headers: asTicket(ticket), body });
    expect(answer.code).toBe('invalid_code');
    expect(await attempt(server, { loginId: 'eve', code: codeOf(server, eve) })).toBe('accepted');
  });

  securityRow('S53', 'another authenticator of the same user', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const ada = await server.signUp('ada');
    const { userId } = ada.confirmation.user;
    const second = await startUpdate(server, asSession(ada.confirmation.session));
    server.clock.advance({ steps: 1 });
    await server.call('confirmEnrollment', second.confirming());
    const rows = await runSql(
      server.databaseUrl,
      'SELECT authenticator_id AS id, sealed_key AS sealed FROM authenticators',
    );
    const [one, other] = rows as readonly { readonly id: string; readonly sealed: string }[];
    if (one === undefined || other === undefined) throw new Error('no two authenticators');
    for (const [{ id }, { sealed }] of [
      [one, other],
      [other, one],
    ] as const) {
      const where = `WHERE authenticator_id = '${id}'`;
      await runSql(
        server.databaseUrl,
        `UPDATE authenticators SET sealed_key = '${sealed}' ${where}`,
      );
    }
    for (const { app } of [ada, second]) {
      const code = codeOf(server, { app });
      expect(await attempt(server, { loginId: 'ada', code })).toBe('invalid_code');
    }
    expect(await unreadableEvents(server, userId)).toBe(2);
  });

  securityRow('S53', 'an enrollment of one’s own as another’s authenticator', async (row) => {
    const server = await startTestServer(row);
    const ada = await server.signUp('ada');
    const eve = await startSignUp(server, 'eve');
    const { userId } = ada.confirmation.user;
    await runSql(
      server.databaseUrl,
      `UPDATE authenticators SET sealed_key = (SELECT sealed_key FROM enrollments WHERE login_id = 'eve')`,
    );
    const code = codeOf(server, eve);
    expect(await attempt(server, { loginId: 'ada', code })).toBe('invalid_code');
    expect(await unreadableEvents(server, userId)).toBe(1);
  });

  securityRow('S53', 'another’s enrollment: not confirmed, and recorded', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const ada = await startSignUp(server, 'ada');
    const eve = await startSignUp(server, 'eve');
    await runSql(
      server.databaseUrl,
      `UPDATE enrollments SET sealed_key = (SELECT sealed_key FROM enrollments WHERE login_id = 'eve')`,
    );
    const code = eve.app.codeAt(server.clock.read());
    const refusal = await server.refused('confirmEnrollment', ada.confirming(code));
    expect(refusal.code).toBe('invalid_code');
    const query = { action: 'key.unreadable' };
    const { events } = await server.call('listEvents', { headers: asManagement, query });
    expect(events).toHaveLength(1);
    await server.call('confirmEnrollment', eve.confirming(code));
  });

  securityRow('S53', 'the server’s own keys: no start', async ({ engine }) => {
    const stage = await setKeyStage(engine, [keyOf('k1', 7)]);
    const { databaseUrl } = stage;
    const restart = async (): Promise<void> => {
      const server = await startTestServer({ environment: { DATABASE_URL: databaseUrl } });
      await server.stop();
    };
    await restart();
    await (await manageKeys(stage)).keys.rotateSigning('at once');
    await restart();
    const swap = async (table: string, column: string): Promise<void> => {
      const name = table === 'signing_keys' ? 'kid' : 'name';
      const select = `SELECT ${name} AS name, ${column} AS sealed FROM ${table}`;
      const rows = await runSql(databaseUrl, select);
      const [one, other] = rows as readonly { readonly name: string; readonly sealed: string }[];
      if (one === undefined || other === undefined) throw new Error('no two values');
      const update = (to: string, { sealed }: { readonly sealed: string }) =>
        runSql(databaseUrl, `UPDATE ${table} SET ${column} = '${sealed}' WHERE ${name} = '${to}'`);
      await update(one.name, other);
      await update(other.name, one);
    };
    for (const [table, column] of [
      ['signing_keys', 'sealed_private_key'],
      ['server_secrets', 'sealed_value'],
    ] as const) {
      await swap(table, column);
      await expect(restart()).rejects.toThrow(/were changed, or moved from another place/);
      await swap(table, column);
      await restart();
    }
  });
});
