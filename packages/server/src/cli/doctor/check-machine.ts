import { readFileSync } from 'node:fs';
import type { Config } from '../../config.ts';
import type { Inspection } from '../../store/inspection/inspect.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

/** The oldest Node that is supported: `engines` of package.json. */
const oldestNode = [22, 14] as const;

/** A clock further off than this lets codes of another time in, or keeps right ones out. */
const mostOffsetMs = 5000;

/** The wall clock against the steady one, over the time the doctor runs. */
const mostDriftMs = 200;

export interface ClockReading {
  readonly wallMs: number;
  readonly steadyMs: number;
}

export function readClocks(): ClockReading {
  return { wallMs: Date.now(), steadyMs: performance.now() };
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return isSupported
    ? ok('Node', `Version ${version}.`)
    : problem(
        'Node',
        `Version ${version} is too old.`,
        `Install ${oldestNode.join('.')} or newer.`,
      );
}

/** Readings of both clocks: when the doctor began, just before and after the database was asked, and at the end. */
export interface ClockReadings {
  readonly first: ClockReading;
  readonly before: ClockReading;
  readonly after: ClockReading;
  readonly last: ClockReading;
}

export function checkClock(
  { databaseTime, content, postgres }: Inspection,
  { first, before, after, last }: ClockReadings,
): Finding {
  const subject = 'Clock';
  const drift = last.wallMs - first.wallMs - (last.steadyMs - first.steadyMs);
  if (Math.abs(drift) > mostDriftMs) {
    return problem(
      subject,
      `The machine's clock jumped by ${seconds(drift)} while the doctor looked.`,
      'Let NTP steer the clock (timedatectl status), and nothing else.',
    );
  }
  // The answer came somewhere between the readings.
  const offset =
    databaseTime < before.wallMs
      ? databaseTime - before.wallMs
      : Math.max(0, databaseTime - after.wallMs);
  if (Math.abs(offset) > mostOffsetMs) {
    return problem(
      subject,
      `The database's clock is ${seconds(offset)} off from this machine's.`,
      'Let NTP steer both: codes depend on the time to within half a minute.',
    );
  }
  const newest = Math.max(content?.newestEventAt ?? 0, content?.marks.get('newest-time') ?? 0);
  if (newest > after.wallMs + mostOffsetMs) {
    return problem(
      subject,
      `Something in the database happened ${seconds(newest - after.wallMs)} from now: the clock is behind, or was ahead.`,
      'Set the clock right, then start the servers again.',
    );
  }
  const asDatabase = postgres === undefined ? '' : ", agrees with the database's";
  return ok(subject, `${new Date(after.wallMs).toISOString().slice(0, 19)}Z, steady${asDatabase}.`);
}

/** Each connection is a file to the system. What else a server has open is few. */
export function checkFileLimit({
  maxConnections,
}: Pick<Config, 'maxConnections'>): readonly Finding[] {
  const limit = readFileLimit();
  if (limit === undefined) return [];
  const subject = 'Open files';
  const wanted = maxConnections + 200;
  return limit >= wanted
    ? [ok(subject, `A program started from here may open ${limit}; ${wanted} are enough.`)]
    : [
        warning(
          subject,
          `A program started from here may open ${limit}, but ${maxConnections} connections need ${wanted}.`,
          'Raise LimitNOFILE of the service (ulimit -n), or lower TOTP_KIT_MAX_CONNECTIONS.',
        ),
      ];
}

function readFileLimit(): number | undefined {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const [, soft] = /^Max open files +(\d+|unlimited)/m.exec(limits) ?? [];
    if (soft === undefined) return undefined;
    return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft);
  } catch {
    return undefined;
  }
}

function seconds(ms: number): string {
  return `${(Math.abs(ms) / 1000).toFixed(1)} s`;
}
