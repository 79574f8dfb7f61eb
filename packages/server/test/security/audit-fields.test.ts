import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventActions, type ActorKind, type EventAction } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow, securityRowOnce } from '../../src/testing/security-rows.ts';
import { startTestServer } from '../../src/testing/test-server.ts';
import { doEverything } from './audit-scene.ts';

/** What an event of a kind tells: who, about whom, and why or which one. */
interface Told {
  readonly by: readonly ActorKind[];
  readonly whom: 'always' | 'where it is known' | 'never';
  readonly why: RegExp | 'never';
}

const cameBy = /^(unknown browser|known browser|session|ticket)$/;
const told: Readonly<Record<EventAction, Told>> = {
  'user.created': { by: ['anonymous', 'management'], whom: 'always', why: 'never' },
  'user.updated': { by: ['management'], whom: 'always', why: /^name$/ },
  'user.deleted': { by: ['management'], whom: 'always', why: 'never' },
  'user.disabled': { by: ['management'], whom: 'always', why: 'never' },
  'user.enabled': { by: ['management'], whom: 'always', why: 'never' },
  'user.waiting_began': { by: ['anonymous'], whom: 'where it is known', why: cameBy },
  'user.waiting_ended': { by: ['management'], whom: 'always', why: /^stop$/ },
  'enrollment.started': {
    by: ['anonymous', 'user', 'ticket'],
    whom: 'where it is known',
    why: /^(sign-up|update-user)$/,
  },
  'enrollment.confirmed': { by: ['anonymous'], whom: 'always', why: 'never' },
  'enrollment.failed': { by: ['anonymous'], whom: 'where it is known', why: 'never' },
  'enrollment.refused': { by: ['anonymous'], whom: 'always', why: /^login_id_taken$/ },
  'verification.succeeded': { by: ['anonymous'], whom: 'always', why: /^(sign-in)?$/ },
  'verification.failed': { by: ['anonymous'], whom: 'where it is known', why: cameBy },
  'verification.spent': { by: ['anonymous'], whom: 'always', why: cameBy },
  'verification.stopped': { by: ['anonymous'], whom: 'always', why: cameBy },
  'recovery_code.used': { by: ['anonymous'], whom: 'always', why: 'never' },
  'recovery_codes.created': { by: ['user'], whom: 'always', why: 'never' },
  'authenticator.renamed': { by: ['user'], whom: 'always', why: /^auth_/ },
  'authenticator.removed': { by: ['user'], whom: 'always', why: /^auth_/ },
  'session.reused': { by: ['user'], whom: 'always', why: 'never' },
  'session.ended': { by: ['user'], whom: 'always', why: /^here$/ },
  'browser.forgotten': { by: ['user'], whom: 'always', why: 'never' },
  'totp.deleted': { by: ['management'], whom: 'always', why: /^lost phone$/ },
  'ticket.created': { by: ['management'], whom: 'always', why: /^update-user$/ },
  'key.unreadable': { by: ['anonymous'], whom: 'always', why: cameBy },
  'management_key.created': { by: ['management'], whom: 'never', why: /^backend$/ },
  'management_key.revoked': { by: ['management'], whom: 'never', why: /^key_/ },
  'server.brake': { by: ['system'], whom: 'never', why: /^302 failures, 0 users signed in$/ },
  'server.clock_moved': { by: ['system'], whom: 'never', why: /^86400 s forward$/ },
  'server.restored': { by: ['system'], whom: 'never', why: /^a backup as of yesterday$/ },
  'server.key_added': { by: ['system'], whom: 'never', why: /^k[23]$/ },
  'server.keys_rotated': { by: ['system'], whom: 'never', why: /^k2$/ },
  'server.signing_key_rotated': { by: ['system'], whom: 'never', why: /^[\w-]{16}$/ },
  'server.key_dropped': { by: ['system'], whom: 'never', why: /^k3$/ },
  'administrator.invited': { by: ['system'], whom: 'never', why: /^first$/ },
  'administrator.created': {
    by: ['anonymous', 'administrator'],
    whom: 'always',
    why: /^(administrator|viewer)$/,
  },
  'administrator.enrolled': { by: ['anonymous'], whom: 'always', why: 'never' },
  'administrator.reset': { by: ['administrator'], whom: 'always', why: 'never' },
  'administrator.role_changed': { by: ['administrator'], whom: 'always', why: /^support$/ },
  'administrator.removed': { by: ['administrator'], whom: 'always', why: /^bob$/ },
  'console.signed_in': { by: ['anonymous'], whom: 'always', why: 'never' },
  'console.verified': { by: ['administrator'], whom: 'always', why: 'never' },
  'console.failed': { by: ['anonymous'], whom: 'always', why: cameBy },
  'console.stopped': { by: ['anonymous'], whom: 'always', why: cameBy },
  'console.signed_out': { by: ['administrator'], whom: 'always', why: /^here$/ },
};

interface EventRow {
  readonly action: EventAction;
  readonly actor: ActorKind;
  readonly actor_id: string | null;
  readonly user_id: string | null;
  readonly client_address: string | null;
  readonly request_id: string | null;
  readonly reason: string | null;
}

const store = path.resolve(import.meta.dirname, '../../src/store');

describe('the audit trail', () => {
  securityRow('S57', 'tells of everything who, whom, from where and why', async ({ engine }) => {
    const server = await startTestServer({ engine, isListening: true });
    await doEverything(server);
    const events = (await runSql(
      server.databaseUrl,
      'SELECT * FROM events ORDER BY sequence',
    )) as readonly EventRow[];
    const seen = new Set(events.map(({ action }) => action));
    expect(eventActions.filter((action) => !seen.has(action))).toEqual([]);
    for (const event of events) {
      const { by, whom, why } = told[event.action];
      const shown = JSON.stringify(event);
      expect(by, shown).toContain(event.actor);
      if (event.actor !== 'system') {
        expect(event.client_address, shown).toMatch(/^(127\.0\.0\.1|192\.0\.2\.1)$/);
        expect(event.request_id, shown).toMatch(/^req_/);
      }
      if (event.actor === 'management' || event.actor === 'administrator') {
        expect(event.actor_id, shown).toMatch(/./);
      }
      if (whom === 'always') expect(event.user_id, shown).toMatch(/^(user|admin)_/);
      if (whom === 'never') expect(event.user_id, shown).toBeNull();
      if (why === 'never') expect(event.reason, shown).toBeNull();
      else expect(event.reason ?? '', shown).toMatch(why);
    }

    // Nobody changes what stands there, whatever asks.
    const change = "UPDATE events SET reason = 'nothing', client_address = NULL";
    await expect(runSql(server.databaseUrl, change)).rejects.toThrow(
      'audit events are never changed',
    );
    expect(await runSql(server.databaseUrl, 'SELECT * FROM events ORDER BY sequence')).toEqual(
      events,
    );
  });

  securityRowOnce('S57', 'nothing but its bounds and its days takes events away', async () => {
    const files = readdirSync(store, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !/\.test\.ts$|^testing/.test(file),
    );
    expect(files.length).toBeGreaterThan(30);
    const taking = /(DELETE\s+FROM|UPDATE|TRUNCATE|DROP\s+TABLE|ALTER\s+TABLE)\s+events\b/i;
    const takers = files.filter((file) =>
      taking.test(readFileSync(path.join(store, file), 'utf8')),
    );
    expect(takers.sort()).toEqual([
      'event-bounds.ts',
      'event-retention.ts',
      path.join('migrations', '0003-user-listing.ts'),
    ]);
    await Promise.resolve();
  });
});
