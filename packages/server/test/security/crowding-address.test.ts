import { Client } from 'pg';
import { describe, expect, onTestFinished, vi } from 'vitest';
import type { Problem } from '@totp-kit/protocol';
import { openStore, type DatabaseLocation } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { attempt, json, outcomeOf, tally } from '../../src/testing/attempts.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow, securityRowOnPostgres } from '../../src/testing/security-rows.ts';
import { startTestServer } from '../../src/testing/test-server.ts';

const patience = { timeout: 60_000 };
const stranger = { loginId: 'nobody', code: '123456' };
const neighbour = { loginId: 'somebody', code: '123456' };

/** A real store in which verifications from one network wait until they are let go on. */
function holdVerifications(prefix: string) {
  let letGo: () => void = () => undefined;
  const isLetGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let held = 0;
  const open = async (location: DatabaseLocation): Promise<Store> => {
    const store = await openStore(location);
    return {
      ...store,
      verify: async (request) => {
        if (request.by.clientAddress?.startsWith(prefix) === true) {
          held += 1;
          await isLetGo;
        }
        return store.verify(request);
      },
    };
  };
  return { open, held: () => held, letGo };
}

describe('an address that asks for more than is answered', () => {
  securityRow('S07', 'has a share of what waits, and waits behind itself', async ({ engine }) => {
    const holding = holdVerifications('2001:db8:1:1:');
    const server = await startTestServer({ engine, isListening: true, openStore: holding.open });
    const { app } = await server.signUp('ada');
    server.clock.advance({ steps: 1 });
    let first: Response | undefined;
    const outcomes: string[] = [];
    // Many addresses of one /64 are one.
    const asked = Array.from({ length: 130 }, async (_, index) => {
      const headers = { 'x-forwarded-for': `2001:db8:1:1::${(index + 1).toString(16)}` };
      const response = await server.fetch('/api/v1/verifications', json(stranger, headers));
      first ??= response.clone();
      outcomes.push(await outcomeOf(response));
    });
    await vi.waitFor(() => {
      expect([holding.held(), outcomes.length]).toEqual([100, 30]);
    }, patience);
    expect(tally(outcomes)).toEqual({ too_many_attempts: 30 });
    expect(first?.headers.get('retry-after')).toBe('1');
    expect(first?.headers.get('connection')).toBe('close');
    expect(((await first?.json()) as Problem).detail).toContain('wait for an answer');

    // Meanwhile everybody else goes on, and so does what costs nothing.
    expect(await attempt(server, { ...neighbour, from: '2001:db8:1:2::1' })).toBe('invalid_code');
    const ada = { loginId: 'ada', code: app.codeAt(server.clock.read()), from: '203.0.113.7' };
    expect(await attempt(server, ada)).toBe('accepted');
    expect((await server.fetch('/readyz')).status).toBe(200);

    holding.letGo();
    await Promise.all(asked);
    expect(tally(outcomes)).toEqual({ invalid_code: 5, too_many_attempts: 125 });
    // What was let go has made room.
    expect(await attempt(server, { ...neighbour, from: '2001:db8:1:1::1' })).toBe('invalid_code');
  });

  securityRowOnPostgres('S07', 'is told to wait without waiting for a lock', async (row) => {
    const server = await startTestServer({ ...row, isListening: true });
    await server.signUp('ada');
    const [v4, v6] = ['203.0.113.7', '2001:db8:1:1::1'];
    for (let index = 0; index < 30; index += 1) {
      await Promise.all([v4, v6].map((from) => attempt(server, guess(`user-${index}`, from))));
    }
    const other = new Client({ connectionString: server.databaseUrl });
    await other.connect();
    onTestFinished(() => other.end());
    await other.query('BEGIN');
    // The two addresses, the /48 of one of them, which does not wait, and everybody's row.
    const { rowCount } = await other.query('SELECT 1 FROM address_budgets FOR UPDATE');
    expect(rowCount).toBe(3);
    await other.query('SELECT 1 FROM users FOR UPDATE');
    // Were it to wait for any of them, it would be refused by 503; and it would tell that there is an Ada.
    const browserToken = `browser_${'a'.repeat(43)}`;
    const outcomes = await Promise.all(
      [v4, v6].flatMap((from) =>
        ['ada', 'user-1', 'user-2'].flatMap((loginId) => [
          attempt(server, guess(loginId, from)),
          attempt(server, { ...guess(loginId, from), browserToken }),
        ]),
      ),
    );
    expect(tally(outcomes)).toEqual({ too_many_attempts: 12 });
    await other.query('ROLLBACK');
  });

  securityRow('S07', 'leaves no rows of the networks in a /48 that waits', async (row) => {
    const server = await startTestServer({ ...row, isListening: true });
    const { url, now } = { url: server.databaseUrl, now: server.clock.read() };
    await attempt(server, guess('nobody', '2001:db8:1:1::1'));
    await runSql(
      url,
      `UPDATE address_budgets SET waiting_until = ${now + 60_000} WHERE subject LIKE '%/48'`,
    );
    const count = async () =>
      runSql(url, 'SELECT subject FROM address_budgets').then((rows) => rows.length);
    const before = await count();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        attempt(server, guess('nobody', `2001:db8:1:${(index + 2).toString(16)}::1`)),
      ),
    );
    expect(tally(outcomes)).toEqual({ too_many_attempts: 20 });
    expect(await count()).toBe(before);
  });
});

function guess(loginId: string, from: string) {
  return { loginId, code: '123456', from };
}
