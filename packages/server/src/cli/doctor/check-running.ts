import type { Config } from '../../config.ts';
import { durations } from '../../core/durations.ts';
import type { Content, SeenServer } from '../../store/inspection/inspect.ts';
import { countOf, timeAgo } from '../output/units.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

const mostOffsetMs = 5000;

/** Sweeps come every minute. */
const mostExpired = 1000;

/** A backup each night, and one that failed. */
const oldBackupMs = 3 * durations.day;

/** Kinds of events that strangers cause, each with its bound (store/event-bounds.ts). */
const boundedKinds = 13;

/** What runs on the database, and what should happen again and again. */
export function checkRunning(
  content: Content,
  { config, now }: { readonly config: Config | undefined; readonly now: number },
): readonly Finding[] {
  const live = content.servers.filter(({ seenAt }) => now - seenAt <= durations.serverLives);
  return [
    ...checkServers(live, config),
    checkBackup(content.marks.get('backed-up-at'), now),
    checkSweep(content, live),
    ...(config === undefined ? [] : [checkEvents(content, config)]),
  ];
}

function checkServers(live: readonly SeenServer[], config: Config | undefined): readonly Finding[] {
  const subject = 'Servers';
  if (live.length === 0) return [ok(subject, 'None was seen in the last 30 seconds.')];
  const findings: Finding[] = [];
  const versions = [...new Set(live.map(({ version }) => version))];
  if (versions.length > 1) {
    findings.push(
      warning(
        subject,
        `${live.length} run, of different versions: ${versions.join(', ')}.`,
        'Finish the upgrade, so that all are of one version.',
      ),
    );
  }
  const skewed = live.filter(({ clockOffsetMs }) => Math.abs(clockOffsetMs) > mostOffsetMs);
  for (const { clockOffsetMs } of skewed) {
    findings.push(
      problem(
        subject,
        `The clock of one is ${(clockOffsetMs / 1000).toFixed(1)} s off, so it is not ready.`,
        'Let NTP steer the clock of that machine.',
      ),
    );
  }
  const [first] = config?.encryptionKeys ?? [];
  const others = live.filter(({ sealsWith }) => first !== undefined && sealsWith !== first.id);
  if (others.length > 0) {
    findings.push(
      warning(
        subject,
        `${countOf(others.length, 'server')} seal with "${others[0]?.sealsWith ?? ''}", the settings here with "${first?.id ?? ''}".`,
        'Run the doctor with the settings of the server, or start that server with these.',
      ),
    );
  }
  if (findings.length > 0) return findings;
  return [ok(subject, `${countOf(live.length, 'server')}, version ${versions.join(', ')}.`)];
}

function checkBackup(backedUpAt: number | undefined, now: number): Finding {
  const advice = 'totp-kit backup FILE, each night: docs/deploy.md has a timer for it.';
  if (backedUpAt === undefined) {
    return warning('Backup', 'None was made with "totp-kit backup".', advice);
  }
  const text = `The newest is of ${timeAgo(now - backedUpAt)}.`;
  return now - backedUpAt > oldBackupMs ? warning('Backup', text, advice) : ok('Backup', text);
}

function checkSweep({ expired }: Content, live: readonly SeenServer[]): Finding {
  if (expired === 0) return ok('Sweeping', 'Nothing that ended is left over.');
  const are = expired === 1 ? 'is' : 'are';
  const text = `${countOf(expired, 'row')} that ended more than 10 minutes ago ${are} still there.`;
  if (expired <= mostExpired) return ok('Sweeping', text);
  return live.length === 0
    ? ok('Sweeping', `${text} A server deletes them when it runs.`)
    : warning('Sweeping', text, 'Look into the log for "expired rows could not be deleted".');
}

function checkEvents({ events }: Content, { auditDays, auditFailures }: Config): Finding {
  const most = auditFailures * boundedKinds;
  return ok(
    'Events',
    `${countOf(events, 'event')} of the audit, kept for ${auditDays} days; of those that strangers cause, ${most.toLocaleString('en')} at most.`,
  );
}
