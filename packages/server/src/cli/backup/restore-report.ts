import { toIso } from '../../core/clock.ts';
import { startOfStep } from '../../core/totp.ts';
import type { BackupContent } from '../../store/backup/restore-backup.ts';
import type { EndedAccess } from '../../store/restoration.ts';
import { printJson } from '../output/json.ts';
import { shortTime } from '../output/table.ts';
import type { Terminal } from '../terminal.ts';
import { visibleText } from '../../core/visible-text.ts';
import { countOf } from '../output/units.ts';

export interface Restored extends BackupContent {
  readonly file: string;
  readonly where: string;
  readonly recoveryCodes: 'kept' | 'ended';
  readonly codesValidFrom: number;
  readonly ended: EndedAccess;
}

/** Says what a restore did, what came back with it, and what to look at now. */
export function reportRestore(
  restored: Restored,
  { json }: { readonly json: boolean },
  terminal: Terminal,
): void {
  if (json) {
    printJson(toDocument(restored), terminal);
    return;
  }
  const { where, users, ended } = restored;
  terminal.out.write(
    `${visibleText(where)} holds ${countOf(users, 'account')} again, ${visibleText(timeOf(restored))}.

Ended, so that nothing from before is good again:
${list([
  `${countOf(ended.sessions, 'session')}, ${ended.consoleSessions} of the console, and ${countOf(ended.browsers, 'known browser')}`,
  `${countOf(ended.links, 'unspent link')}, and ${countOf(ended.enrollments, 'enrollment')} under way`,
  ...(restored.recoveryCodes === 'ended'
    ? [
        `recovery codes, of ${countOf(ended.usersWithRecoveryCodes, 'account')}: each makes new ones once signed in`,
      ]
    : []),
  `codes: the first that count are those of ${toIso(startOfStep(restored.codesValidFrom)).slice(11, 19)}Z, in about a minute`,
])}
Back again, because the backup does not know better:
${list([
  'users and administrators who were deleted or disabled since: end them again',
  'authenticators that were deleted since, such as those on a lost phone',
  'management keys that were revoked since',
  'signing keys that were replaced since. If one may be known to others, end it again:\n    totp-kit keys rotate --signing --at-once',
  'failures, waits and stops as they were then: whoever was stopped since may try again',
  ...(restored.recoveryCodes === 'kept' ? ['recovery codes that were used since'] : []),
])}
Missing is what came since: users, authenticators, changes, events.
Look through: totp-kit users list --sort -lastSignInAt
              totp-kit admin list; totp-kit management-key list; totp-kit doctor
`,
  );
}

function timeOf({ file, record, newestEventAt }: Restored): string {
  if (record !== undefined) {
    return `as of ${shortTime(toIso(record.madeAt))}, when totp-kit ${record.madeBy} backed ${record.engine} up into ${file}`;
  }
  return `from ${file}, a copy that does not say when it was made; its newest event is of ${shortTime(newestEventAt === undefined ? undefined : toIso(newestEventAt))}`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line}\n`).join('');
}

function toDocument(restored: Restored): object {
  const { file, record, schemaVersion, users, recoveryCodes, codesValidFrom } = restored;
  const { sessions, consoleSessions, browsers, links, enrollments } = restored.ended;
  return {
    file,
    ...(record !== undefined && { madeAt: toIso(record.madeAt) }),
    schemaVersion,
    users,
    codesValidFrom: toIso(startOfStep(codesValidFrom)),
    recoveryCodes,
    ended: { sessions, consoleSessions, browsers, links, enrollments },
  };
}
