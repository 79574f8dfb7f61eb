import { describe, expect } from 'vitest';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer } from '../../src/testing/test-server.ts';
import { createVerifier, rememberProofs, type RefusalReason } from '../../src/verify.ts';

const issuer = 'http://localhost:8787';
const terms = { audience: 'https://bank.example', purpose: 'transfer 42' };

describe('a proof is for one person, one place, one purpose and one ticket', () => {
  securityRow('S61', 'the server and verifyProof refuse every other', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const ada = await server.signUp('ada');
    const bea = await server.signUp('bea');
    const { userId } = ada.confirmation.user;
    const order = { body: { userId, action: 'sign-in', ...terms }, headers: asManagement };
    const { ticket, ticketId } = await server.call('createTicket', order);
    const other = await server.call('createTicket', order);

    server.clock.advance({ steps: 1 });
    const code = ada.app.codeAt(server.clock.read());
    const headers = { authorization: `Ticket ${ticket}` };
    const beasCode = { code: bea.app.codeAt(server.clock.read()) };
    const changed = { code, purpose: 'transfer 43' };
    const asBea = { code, loginId: 'bea' };
    expect(await server.refused('verify', { body: beasCode, headers })).toMatchObject({
      code: 'invalid_code',
    });
    for (const body of [changed, asBea]) {
      expect(await server.refused('verify', { body, headers })).toMatchObject({
        code: 'invalid_request',
      });
    }
    const { proof, session } = await server.call('verify', { body: { code }, headers });
    expect(session).toBeUndefined();
    server.clock.advance({ steps: 1 });
    const again = { code: ada.app.codeAt(server.clock.read()) };
    expect(await server.refused('verify', { body: again, headers })).toMatchObject({
      code: 'ticket_invalid',
    });

    const refusals: RefusalReason[] = [];
    const verifier = createVerifier({
      issuer,
      fetch: (url) => server.fetch(new URL(url).pathname),
      clock: server.clock.read,
      isReplay: rememberProofs({ clock: server.clock.read }),
      onRefusal: ({ reason }) => refusals.push(reason),
    });
    const expected = { subject: userId, ticketId, ...terms };
    for (const wrong of [
      { subject: bea.confirmation.user.userId },
      { audience: issuer },
      { purpose: 'transfer 43' },
      { ticketId: other.ticketId },
    ]) {
      expect(await verifier.verifyProof(proof, { ...expected, ...wrong })).toBeUndefined();
    }
    expect(await verifier.verifyProof(proof, expected)).toBeDefined();
    expect(await verifier.verifyProof(proof, expected)).toBeUndefined();
    expect(refusals).toEqual([
      'wrong_subject',
      'wrong_audience',
      'wrong_purpose',
      'wrong_ticket',
      'replayed',
    ]);
  });
});
