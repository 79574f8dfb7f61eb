import type { AuditEvent } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import {
  enrollInConsole,
  invitationOf,
  makeAdministrator,
  signInToConsole,
  stepUpInConsole,
} from '../../src/testing/console.ts';
import { json } from '../../src/testing/attempts.ts';
import { asBearer } from '../../src/testing/credentials.ts';
import { fromAddress } from '../../src/testing/from-address.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import {
  asManagement,
  startTestServer,
  type CallOptions,
  type TestServer,
} from '../../src/testing/test-server.ts';
import type { EngineName } from '../../src/testing/test-databases.ts';

const prefix = '/console' as const;
/** Where administrators sit, and nobody else. */
const office = '198.51.100.7';

async function everyEvent(
  server: TestServer,
  by: CallOptions,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly AuditEvent[]> {
  const found: AuditEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = { ...query, limit: '3', ...(cursor !== undefined && { cursor }) };
    const answer = await server.call('listEvents', { ...by, query: page });
    found.push(...answer.events);
    cursor = answer.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** A server on which administrators did all there is to do to each other, and one of them something to a user. */
async function startUsedConsole(engine: EngineName) {
  const server = await startTestServer({ engine, isListening: true });
  const atOffice = fromAddress(server, office);
  const { userId } = (await server.signUp('ada')).confirmation.user;
  const link = invitationOf(await server.inviteFirstAdministrator());
  const started = json(
    { action: 'sign-up', loginId: 'boss' },
    { origin: 'http://localhost:8787', authorization: `Ticket ${link}` },
  );
  await atOffice.fetch('/console/api/v1/enrollments', started);
  const root = await enrollInConsole(atOffice, link, { action: 'sign-up', loginId: 'boss' });
  const help = await makeAdministrator(atOffice, root, { loginId: 'helper', role: 'support' });
  const look = await makeAdministrator(atOffice, root, { loginId: 'looker', role: 'viewer' });
  const gone = await makeAdministrator(atOffice, root, { loginId: 'leaver', role: 'viewer' });
  await stepUpInConsole(atOffice, root);
  await signInToConsole(atOffice, help);
  for (const loginId of ['helper', 'not an administrator']) {
    const attempt = json({ loginId, code: '000000' }, { origin: 'http://localhost:8787' });
    await atOffice.fetch('/console/api/v1/verifications', attempt);
  }
  const { headers } = root;
  const path = { administratorId: gone.administratorId };
  await atOffice.call('updateAdministrator', { headers, path, body: { role: 'support' } });
  await atOffice.call('resetAdministrator', { headers, path });
  await atOffice.call('removeAdministrator', { headers, path });
  const { key } = await atOffice.call('createManagementKey', {
    prefix,
    headers,
    body: { name: 'backend', scopes: ['events:read'] },
  });
  const lost = { userIds: [userId], reason: 'lost phone' };
  const supportHeaders = { ...help.headers, 'idempotency-key': 'lost-phone' };
  await atOffice.call('deleteTotp', { prefix, headers: supportHeaders, body: lost });
  return { server, userId, root, help, look, gone, key };
}

describe('who administrates the console is for administrators to know', () => {
  securityRow('S62', 'events tell nobody else, whatever is asked for', async ({ engine }) => {
    const { server, userId, root, help, look, gone, key } = await startUsedConsole(engine);
    const surfaces = [
      { name: 'support', by: { prefix, headers: help.headers }, seesNames: true },
      { name: 'viewer', by: { prefix, headers: look.headers }, seesNames: true },
      { name: 'a key', by: { headers: asBearer(key) }, seesNames: false },
      { name: 'the configured key', by: { headers: asManagement }, seesNames: false },
    ] as const;
    const all = await everyEvent(server, { prefix, headers: root.headers });
    const isOfConsole = ({ action, userId: whom = '' }: AuditEvent) =>
      /^(console|administrator)\./.test(action) || whom.startsWith('admin_');
    const team = [root, help, look, gone].map(({ administratorId }) => administratorId);
    const kinds = new Set(all.filter(isOfConsole).map(({ action }) => action));
    expect(kinds.size).toBeGreaterThanOrEqual(10);
    for (const id of team) expect(all.some((event) => event.userId === id)).toBe(true);
    expect(all.every((event) => !isOfConsole(event) || event.actor !== 'user')).toBe(true);

    for (const { name, by, seesNames } of surfaces) {
      const seen = await everyEvent(server, by);
      expect(seen.filter(isOfConsole), name).toEqual([]);
      expect(
        seen.map(({ eventId }) => eventId),
        name,
      ).toEqual(all.filter((event) => !isOfConsole(event)).map(({ eventId }) => eventId));
      const text = JSON.stringify(seen);
      expect(text, name).not.toContain(office);
      for (const loginId of ['boss', 'looker', 'leaver']) {
        const isActor = seesNames && loginId === 'boss';
        if (!isActor) expect(text, `${name}: ${loginId}`).not.toContain(loginId);
      }
      expect(text.includes('"helper"'), name).toBe(seesNames);
      // Who of the team did something to a user can be asked about.
      const [deletion] = await everyEvent(server, by, { userId, action: 'totp.deleted' });
      expect(deletion).toMatchObject({ actor: 'administrator', actorId: help.administratorId });
      expect(deletion?.actorName).toBe(seesNames ? 'helper' : undefined);
      expect(deletion?.reason).toBe('lost phone');
      for (const action of kinds) {
        const ofKind = await everyEvent(server, by, { action });
        expect(ofKind.filter(isOfConsole), `${name}: ${action}`).toEqual([]);
      }
      for (const id of [...team, 'admin_first']) {
        expect(await everyEvent(server, by, { userId: id }), name).toEqual([]);
        const ofBoth = { userId: id, action: 'enrollment.started' };
        expect(await everyEvent(server, by, ofBoth), name).toEqual([]);
      }
    }
    // A user's own address stays: whoever looks after users needs it.
    const signUps = await everyEvent(server, surfaces[1].by, { action: 'enrollment.confirmed' });
    expect(signUps.length).toBeGreaterThan(0);
    for (const event of signUps) expect(event.clientAddress).toBe('127.0.0.1');
    const [byAdministrator] = await everyEvent(
      server,
      { prefix, headers: root.headers },
      { action: 'totp.deleted' },
    );
    expect(byAdministrator).toMatchObject({ clientAddress: office, actorName: 'helper' });
  });
});
