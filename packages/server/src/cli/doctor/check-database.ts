import type { DatabaseLocation } from '../../store/open-store.ts';
import type { Inspection, PostgresFacts } from '../../store/inspection/inspect.ts';
import { checkIntegrity } from '../../store/sqlite/integrity-check.ts';
import type { StageWatcher } from '../../store/backup/stages.ts';
import { countOf } from '../output/units.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

/** The schema, and whether what is acknowledged is on disk. */
export function checkDatabase(place: string, inspection: Inspection): readonly Finding[] {
  const { postgres, journalMode } = inspection;
  return [
    checkSchema(place, inspection),
    ...(postgres === undefined
      ? [checkJournal(journalMode)]
      : [checkDurability(postgres), checkConnections(postgres), checkValidity(postgres)]),
  ];
}

function checkSchema(place: string, { schema, content }: Inspection): Finding {
  const { version, newest } = schema;
  const subject = 'Database';
  if (version === 0) {
    return warning(
      subject,
      `${place} answers, but there is no data of totp-kit in it yet.`,
      'A server makes it when it starts; or is DATABASE_URL mistyped?',
    );
  }
  if (version < newest) {
    return warning(
      subject,
      `${place} has schema version ${version}, this program needs ${newest}.`,
      'Take a backup, stop the servers, and start the new version; or run "totp-kit migrate".',
    );
  }
  if (version > newest) {
    return problem(
      subject,
      `${place} has schema version ${version}, this program knows up to ${newest}.`,
      'Use the newer totp-kit that wrote it.',
    );
  }
  const { users = 0, events = 0 } = content ?? {};
  return ok(
    subject,
    `${place}: schema version ${version}, ${countOf(users, 'account')}, ${countOf(events, 'event')}.`,
  );
}

function checkJournal(mode: string | undefined): Finding {
  return mode === 'wal'
    ? ok('Durability', 'Every server syncs each commit (WAL, synchronous=FULL), or does not start.')
    : warning(
        'Durability',
        `The journal mode is ${mode ?? 'unknown'}, not wal: no server has opened this file yet.`,
        'Nothing, if a server is still to start on it: it sets what it needs.',
      );
}

function checkDurability(facts: PostgresFacts): Finding {
  const subject = 'Durability';
  const { fsync, synchronousCommit, fullPageWrites, dataChecksums, version } = facts;
  if (synchronousCommit === 'off' || fsync !== 'on' || fullPageWrites !== 'on') {
    return problem(
      subject,
      `PostgreSQL runs with synchronous_commit=${synchronousCommit}, fsync=${fsync}, full_page_writes=${fullPageWrites}: a power cut can undo what was acknowledged, and used codes are good again.`,
      'Set all three to on.',
    );
  }
  if (facts.isInRecovery) {
    return problem(
      subject,
      'PostgreSQL is a standby and takes no writes.',
      'Name the primary in DATABASE_URL.',
    );
  }
  const sums =
    dataChecksums === 'on'
      ? 'data checksums are on'
      : 'data checksums are off, so damage on disk goes unnoticed (pg_checksums turns them on)';
  return ok(subject, `PostgreSQL ${version} syncs each commit; ${sums}.`);
}

function checkConnections({ connections, maxConnections }: PostgresFacts): Finding {
  const text = `${connections} of ${maxConnections} connections are in use; a server takes up to 11.`;
  return connections > maxConnections * 0.8
    ? warning('Connections', text, 'Raise max_connections of PostgreSQL, or run fewer servers.')
    : ok('Connections', text);
}

function checkValidity({ invalid }: PostgresFacts): Finding {
  return invalid.length === 0
    ? ok('Integrity', 'Every constraint and index is valid. pg_amcheck looks into the files.')
    : problem(
        'Integrity',
        `Not valid: ${invalid.join(', ')}.`,
        'ALTER TABLE ... VALIDATE CONSTRAINT, or REINDEX INDEX, on the database.',
      );
}

/** SQLite's full check, which reads the whole file. */
export async function checkSqliteIntegrity(
  database: DatabaseLocation & { readonly engine: 'sqlite' },
  watch: StageWatcher,
): Promise<Finding> {
  const faults = await checkIntegrity(database.path, (seconds) => {
    watch({ what: 'Seconds of checking the database', done: seconds });
  });
  if (faults.length === 0) {
    return ok('Integrity', 'The whole file was read and holds together, references included.');
  }
  const rest = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return problem(
    'Integrity',
    `The file is damaged: ${(faults[0] ?? '').replaceAll('\n', ' ')}${rest}.`,
    'Stop the server, move the file with its -wal and -shm away and keep them, and restore the newest backup: totp-kit restore FILE. Look at the disk and its cables.',
  );
}
