import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Client, types } from 'pg';
import { describe, expect, it } from 'vitest';
import { addressSubjects } from '../../core/address-budget.ts';
import { runSql } from '../../testing/run-sql.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { engines, freshDatabase } from '../../testing/test-databases.ts';
import { openStore, type DatabaseLocation } from '../open-store.ts';
import type { Store } from '../store.ts';
import {
  by,
  matchAt,
  newEnrollment,
  newTicket,
  newUser,
  openSignUp,
  signUp,
  start,
  verification,
} from '../testing/store-fixtures.ts';
import { makeBackup } from './make-backup.ts';
import { makeWorkplace, openBackup, place } from './restore-backup.ts';

const trips = engines.flatMap((from) => engines.map((to) => [from, to] as const));
const silent = (): void => {};

/** The marks that a backup and a restore set themselves. */
const ownMarks = new Set(['backed-up-at', 'codes-valid-from']);

describe.each(trips)('a backup of %s restored into %s', { timeout: 60_000 }, (from, to) => {
  it('has every row of every table, and counts on from there', async () => {
    const sourceUrl = await freshDatabase(from);
    const source = await openStore(locationOf(sourceUrl));
    await fill(source, sourceUrl);
    const before = await readTables(sourceUrl);
    for (const [table, rows] of before) expect(rows, table).not.toHaveLength(0);
    const counts = await source.countUsers(start);
    const newest = await newestSequence(source);
    await source.close();

    const targetUrl = await freshDatabase(to);
    await carry(sourceUrl, targetUrl);
    const after = await readTables(targetUrl);
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [table, rows] of before) expect(after.get(table), table).toEqual(rows);

    const target = await openStore(locationOf(targetUrl));
    try {
      expect(await target.countUsers(start)).toEqual(counts);
      await target.createUser(newUser('newcomer'), by);
      expect((await target.countUsers(start)).total).toBe(counts.total + 1);
      // Behind the highest that there ever was, though its event is gone.
      expect(await newestSequence(target)).toBe(newest + removedEvents + 1);
      await expect(runSql(targetUrl, "UPDATE events SET reason = 'changed'")).rejects.toThrow(
        'audit events are never changed',
      );
      const orphan = "INSERT INTO recovery_codes (user_id, code_hash) VALUES ('nobody', 'hash')";
      if (to === 'PostgreSQL')
        await expect(runSql(targetUrl, orphan)).rejects.toThrow(/foreign key/);
      expect(await indexesOf(targetUrl)).toEqual(await indexesOf(sourceUrl));
    } finally {
      await target.close();
    }
  });
});

function locationOf(url: string): DatabaseLocation {
  return url.startsWith('sqlite:')
    ? { engine: 'sqlite', path: url.slice('sqlite:'.length) }
    : { engine: 'postgres', url };
}

/** The whole way, but for what a restore ends. */
async function carry(sourceUrl: string, targetUrl: string): Promise<void> {
  const file = join(temporaryFolder(), 'backup.db');
  await makeBackup({ from: locationOf(sourceUrl), file, madeBy: 'a test' }, silent);
  const to = locationOf(targetUrl);
  const { draft, clear } = makeWorkplace(to);
  try {
    await openBackup(file, draft, silent);
    await place({ draft, to, codesValidFromAt: () => 7 }, silent);
  } finally {
    clear();
  }
}

const removedEvents = 3;

/** At least one row in every table, of what people cause, and by SQL where that takes a server. */
async function fill(store: Store, url: string): Promise<void> {
  const { userId } = await signUp(store, 'ada');
  await signUp(store, 'Ünïcode "quoted" \\ \u{1f511}');
  await store.verify(verification('ada', { decide: matchAt(101) }));
  await store.verify(verification('ada', { addressSubjects: addressSubjects('192.0.2.7') }));
  await store.startEnrollment(newEnrollment(), openSignUp('open'), by);
  await store.createTicket(newTicket(), { userId }, by);
  await store.createUser(newUser('bob', { status: 'disabled', signIn: 'ticket' }), by);
  await store.addKeyCheck('k1', 'check');
  await store.raiseMark('codes-valid-from', 7);
  const at = start;
  for (const sql of [
    `INSERT INTO signing_keys (kid, public_jwk, sealed_private_key, created_at) VALUES ('kid', '{"kty":"EC"}', 'v1.k1.x', ${at})`,
    `INSERT INTO server_secrets (name, sealed_value) VALUES ('secret', 'v1.k1.y')`,
    `INSERT INTO servers (server_id, version, seals_with, opens_with, clock_offset_ms, started_at, seen_at) VALUES ('s', '0', 'k1', '["k1"]', -3, ${at}, ${at})`,
    `INSERT INTO marks (name, value) VALUES ('a-number-of-64-bits', 9007199254740991)`,
    `INSERT INTO management_keys (key_id, key_hash, name, scopes, created_at) VALUES ('key_1', 'hash', 'shop', 'users:read', ${at})`,
    `INSERT INTO invitations (invitation_id, invitation_hash, created_at, expires_at) VALUES ('i', 'hash', ${at}, ${at})`,
    `INSERT INTO console_sessions (session_id, token_hash, administrator_id, created_at, verified_at, idle_at, ends_at) VALUES ('c', 'hash', '${userId}', ${at}, ${at}, ${at}, ${at})`,
    `INSERT INTO totp_deletion_requests (idempotency_key, request_hash, created_at) VALUES ('run', 'hash', ${at})`,
    `INSERT INTO totp_deletions (idempotency_key, user_id, outcome) VALUES ('run', '${userId}', '{"outcome":"deleted"}')`,
    `INSERT INTO event_hours (hour, sign_ups, sign_ins, failures, waits) VALUES (1, 2, 3, 4, 5)`,
    `INSERT INTO address_starts (subject, window_started_at, starts) VALUES ('address', ${at}, 1)`,
  ]) {
    await runSql(url, sql);
  }
  for (let count = 0; count < removedEvents; count += 1) {
    await store.startEnrollment(newEnrollment(), openSignUp(`gone ${count}`), by);
  }
  await runSql(
    url,
    `DELETE FROM events WHERE sequence > (SELECT max(sequence) - ${removedEvents} FROM events)`,
  );
}

async function newestSequence(store: Store): Promise<number> {
  const events = await store.listEvents({ limit: 1000 });
  return Math.max(...events.map(({ sequence }) => sequence));
}

/** Every row of every table that there is, derived columns included, as a sorted text each. */
async function readTables(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const read = url.startsWith('sqlite:') ? readSqlite : readPostgres;
  const tables = new Map<string, readonly string[]>();
  for (const { name, rows } of await read(url)) {
    const kept = rows.filter((row) => name !== 'marks' || !ownMarks.has(String(row['name'])));
    tables.set(name, kept.map(asText).toSorted());
  }
  return tables;
}

interface TableContent {
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

function asText(row: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

async function readSqlite(url: string): Promise<readonly TableContent[]> {
  const database = new Database(url.slice('sqlite:'.length), { readonly: true });
  try {
    const names = database
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
      )
      .pluck()
      .all();
    return names.map((name) => ({
      name,
      rows: database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${name}`).all(),
    }));
  } finally {
    database.close();
  }
}

async function readPostgres(url: string): Promise<readonly TableContent[]> {
  types.setTypeParser(types.builtins.INT8, Number);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = current_schema() ORDER BY table_name COLLATE "C"`,
    );
    const contents: TableContent[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM ${name}`);
      contents.push({ name, rows });
    }
    return contents;
  } finally {
    await client.end();
  }
}

/** The names of the indexes that migrations make, the same on either engine. */
async function indexesOf(url: string): Promise<readonly string[]> {
  const sql = url.startsWith('sqlite:')
    ? "SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite%'"
    : "SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '%_key' AND indexname NOT LIKE '%_pkey'";
  const rows = (await runSql(url, sql)) as readonly { readonly name: string }[];
  return rows.map(({ name }) => name).toSorted();
}
