import { DatabaseError } from 'pg';
import { StorageUnavailableError, type StorageFaultKind } from '../engine.ts';

interface Finding {
  readonly kind: StorageFaultKind;
  readonly advice: string;
}

/** A database that did not answer in time: it gets nothing done, or others' work before this. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  readonly why: 'hanging' | 'overloaded';

  constructor(why: 'hanging' | 'overloaded') {
    super('no answer in time');
    this.why = why;
  }
}

/** Violated constraints (class 23) and wrong statements (class 42), but for tables and rights that are missing. */
export function isOurMistake(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  const code = error.code ?? '';
  return /^(23|42)/.test(code) && findings[code] === undefined;
}

/** Refusals of the database become one error that says what to do; a mistake of ours stays what it is. */
export function asStorageError(error: unknown): Error {
  if (error instanceof StorageUnavailableError) return error;
  const isFromDatabase =
    error instanceof DatabaseError || (error instanceof Error && isConnectionFault(error));
  if (isFromDatabase && !isOurMistake(error)) return explainFault(error);
  return error instanceof Error ? error : new Error(String(error));
}

/** Any error as the fault of the database that it is, in words that say what to do. */
export function explainFault(error: unknown): StorageUnavailableError {
  if (error instanceof StorageUnavailableError) return error;
  const code = codeOf(error);
  const { kind, advice } = findings[code] ?? findings[code.slice(0, 2)] ?? otherFinding(error);
  const said = error instanceof Error && error.message !== '' ? error.message : String(error);
  return new StorageUnavailableError(
    `PostgreSQL cannot be used: ${advice} It says: ${said.replace(/\.$/, '')}${code === '' ? '' : ` (${code})`}.`,
    { kind, cause: error },
  );
}

function otherFinding(error: unknown): Finding {
  if (error instanceof DeadlineError && error.why === 'overloaded') return slow;
  if (error instanceof DeadlineError || /timeout/i.test(String(error))) return hanging;
  const isConnection = error instanceof Error && isConnectionFault(error);
  return isConnection ? unreachable : { kind: 'other', advice: 'look into its log.' };
}

/** pg's own errors of connections have no code. */
function isConnectionFault(error: Error): boolean {
  return (
    error instanceof DeadlineError ||
    'syscall' in error ||
    /connection|timeout|terminated/i.test(error.message)
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const unreachable: Finding = {
  kind: 'unreachable',
  advice:
    'it does not answer. See that it runs and that DATABASE_URL names its host and port; a server that runs goes on by itself when it is back.',
};
const hanging: Finding = {
  kind: 'unreachable',
  advice:
    'it took too long to answer. See whether it hangs, is overloaded, or is cut off by the network; a server that runs goes on by itself when it is back.',
};
const slow: Finding = {
  kind: 'slow',
  advice:
    'it has more to do than it gets done in time. See what keeps it busy in pg_stat_activity, and give it more processors or faster disks; a server that runs goes on by itself.',
};
const comingOrGoing: Finding = {
  kind: 'unreachable',
  advice: 'it is starting or stopping. Wait until it is up; a server that runs goes on by itself.',
};
const noEntry: Finding = {
  kind: 'unreachable',
  advice:
    'it does not let totp-kit in. Check user and password in DATABASE_URL, and pg_hba.conf on its side.',
};
const damaged: Finding = {
  kind: 'damaged',
  advice:
    'what it has stored is damaged. Stop it, keep a copy of its data directory, and restore a backup; do not go on writing.',
};
const gone: Finding = {
  kind: 'gone',
  advice:
    'the tables of totp-kit are not there. Check database and search_path in DATABASE_URL, or restore a backup.',
};
const locked: Finding = {
  kind: 'locked',
  advice:
    'another session holds a lock for long. Find it in pg_stat_activity and pg_locks and end it by pg_terminate_backend; a server that runs goes on by itself.',
};

/** By SQLSTATE or its class (PostgreSQL documentation, appendix A), and by the codes of Node's sockets. */
const findings: Readonly<Record<string, Finding>> = {
  '08': unreachable,
  '25006': {
    kind: 'read-only',
    advice:
      'it takes no writes. It is a standby, or default_transaction_read_only is on: name the primary in DATABASE_URL, or switch that off; a server that runs goes on by itself.',
  },
  '28': noEntry,
  '3D000': {
    kind: 'gone',
    advice: 'there is no such database. Make it (createdb), or name another one in DATABASE_URL.',
  },
  '3F000': gone,
  '42P01': gone,
  '42501': {
    kind: 'read-only',
    advice:
      'the user of totp-kit may not do that. Make that user the owner of the database, or GRANT it the rights.',
  },
  '53100': {
    kind: 'full',
    advice: 'its disk is full. Make space there; a server that runs goes on by itself.',
  },
  '53200': { kind: 'other', advice: 'it has no memory left. Give its machine more.' },
  '53300': {
    kind: 'unreachable',
    advice:
      'it has no connection to spare. Each totp-kit server uses up to 11: raise max_connections, or the limit of its user or database, or run fewer servers.',
  },
  '40': locked,
  '55P03': locked,
  '57014': slow,
  '57P01': comingOrGoing,
  '57P02': comingOrGoing,
  '57P03': comingOrGoing,
  '57P05': unreachable,
  '58': {
    kind: 'other',
    advice: 'its disk or operating system reports errors. Look into its log and the system log.',
  },
  '58P01': damaged,
  XX001: damaged,
  XX002: damaged,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EPIPE: unreachable,
  ETIMEDOUT: hanging,
};
