import { copyFileSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { asTicket } from '../../src/testing/credentials.ts';
import { asSession, confirm, createTicket, startSignUp } from '../../src/testing/linking.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { ownOrigin, startTestServer, type TestServer } from '../../src/testing/test-server.ts';
import { createVerifier } from '../../src/verify.ts';
import {
  hastenBeats,
  keyOf,
  manageKeys,
  setKeyStage,
  signIn,
  signUp,
  unwatched,
  until,
  writeKeyFile,
} from './key-stage.ts';

const [k1, k2] = [keyOf('k1', 7), keyOf('k2', 9)];
const terms = { audience: 'https://bank.example', purpose: 'login' };

/** Everything that somebody may hold: given out by one server, it has to be good at each. */
async function giveOut(server: TestServer, name: string) {
  const { app, confirmation } = await server.signUp(name);
  const { user, session, recoveryCodes = [] } = confirmation;
  const order = { action: 'sign-in', userId: user.userId, ...terms } as const;
  const [spent, ticket] = [await createTicket(server, order), await createTicket(server, order)];
  const open = await startSignUp(server, `friend of ${name}`);
  server.clock.advance({ steps: 1 });
  const body = { code: app.codeAt(server.clock.read()) };
  const { proof } = await server.call('verify', { body, headers: asTicket(spent.ticket) });
  return async (other: TestServer): Promise<void> => {
    await other.call('getSession', { headers: asSession(session) });
    const { refreshToken } = session ?? {};
    await other.call('refreshSession', { body: { refreshToken } });
    const fetch = (url: string) => other.fetch(new URL(url).pathname);
    const verifier = createVerifier({
      issuer: ownOrigin,
      fetch,
      clock: other.clock.read,
      isReplay: () => false,
    });
    const expected = { subject: user.userId, ticketId: spent.ticketId, ...terms };
    expect(await verifier.verifyProof(proof, expected)).toBeDefined();
    await confirm(other, open);
    other.clock.advance({ steps: 1 });
    const right = { code: app.codeAt(other.clock.read()) };
    await other.call('verify', { body: right, headers: asTicket(ticket.ticket) });
    const [recoveryCode] = recoveryCodes;
    await other.call('verify', { body: { loginId: name, recoveryCode } });
  };
}

describe('a rotation that stopped half way', () => {
  securityRow('S52', 'ends nothing that was given out', async ({ engine }) => {
    hastenBeats();
    const keyFile = writeKeyFile([k1, k2]);
    const environment = { TOTP_KIT_KEYS: undefined, TOTP_KIT_KEYS_FILE: keyFile };
    const server = await startTestServer({ engine, environment });
    const { databaseUrl, clock } = server;
    const given = [];
    for (const name of ['ada', 'bob', 'eve', 'joe']) given.push(await giveOut(server, name));

    const { keys } = await manageKeys({ databaseUrl, keyFile, clock: clock.read });
    let resealed = 0;
    const stopped = await keys.rotate('k2', {
      ...unwatched,
      onProgress: (count) => (resealed = count),
      isInterrupted: () => resealed >= 1,
    });
    expect(stopped.left).toBeGreaterThan(0);
    const later = await startTestServer({
      engine,
      clock,
      environment: { ...environment, DATABASE_URL: databaseUrl },
    });
    await given[0]?.(server);
    await given[1]?.(later);
    expect(await keys.rotate(undefined, unwatched)).toMatchObject({ left: 0, lagging: [] });
    await given[2]?.(server);
    await given[3]?.(later);
  });
});

describe('a key file that cannot be read', () => {
  securityRow('S52', 'is told, and keeps nothing else from being taken over', async (row) => {
    hastenBeats();
    const stage = await setKeyStage(row.engine);
    const { databaseUrl, keyFile } = stage;
    const server = await stage.serveHere();
    const [ada, bob] = [await signUp(server.fetch, 'ada'), await signUp(server.fetch, 'bob')];
    const copy = `${keyFile}.copy`;
    copyFileSync(keyFile, copy);
    for (const [fault, spoil] of [
      ['ENOENT', () => undefined],
      ['EISDIR', () => mkdirSync(keyFile)],
      ['ELOOP', () => symlinkSync(keyFile, keyFile)],
    ] as const) {
      rmSync(keyFile, { recursive: true });
      spoil();
      await until(() => server.output().includes(`it cannot be read (${fault}`));
      if (fault === 'ENOENT') copyFileSync(copy, keyFile);
    }
    const { keys } = await manageKeys({ databaseUrl, keyFile: copy });
    const { kid } = await keys.rotateSigning('with overlap');
    await until(async () =>
      (await (await server.fetch('/.well-known/jwks.json')).text()).includes(kid),
    );
    expect(await signIn(server.fetch, ada)).toBe('accepted');
    expect((await server.fetch('/readyz')).status).toBe(200);
    // Looks for the key in the file.
    const move = "UPDATE authenticators SET sealed_key = replace(sealed_key, 'v1.k1.', 'v1.k9.')";
    await runSql(databaseUrl, move);
    expect(await signIn(server.fetch, bob)).toMatch(/^401 /);
  });
});
