import { createManagementClient } from '@totp-kit/server/management';
import { expect, test } from 'vitest';
import { Transfers } from '../../examples/hono/src/transfers.ts';

const session = { userId: 'user_1', sessionId: 'session_1' };

/** A server that makes tickets. */
function makeTransfers(): Transfers {
  let made = 0;
  const management = createManagementClient({
    server: 'https://auth.example',
    managementKey: 'key-of-a-test',
    fetch: () => {
      made += 1;
      const terms = { url: 'https://auth.example/enroll', expiresAt: '2030-01-01T00:00:00.000Z' };
      const ticket = { ticketId: `tkt_${made}`, ticket: `ticket_${made}`, ...terms };
      return Promise.resolve(Response.json(ticket, { status: 201 }));
    },
  });
  return new Transfers({ management, audience: 'https://shop.example' });
}

test('a transfer that is begun while the proof of another is checked is not done by it', async () => {
  const transfers = makeTransfers();
  await transfers.begin(session, 42);
  const expected = transfers.expectedOf(session);
  expect(expected).toMatchObject({ ticketId: 'tkt_1', purpose: 'transfer 42' });
  await transfers.begin(session, 1_000_000);
  expect(transfers.finish(session, { ticketId: 'tkt_1' })).toBeUndefined();
  expect(transfers.finish(session, { ticketId: 'tkt_2' })).toBe(1_000_000);
  expect(transfers.finish(session, { ticketId: 'tkt_2' })).toBeUndefined();
});
