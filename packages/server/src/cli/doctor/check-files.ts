import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Environment } from '../../config.ts';
import { keyFileBeside } from '../../config/key-file.ts';
import { filesOfDatabase } from '../../store/backup/draft.ts';
import { findDrafts, findWorkFolders } from '../../store/backup/left-overs.ts';
import type { DatabaseLocation } from '../../store/open-store.ts';
import { inUnits } from '../output/units.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

const mebibyte = 1024 * 1024;

/** Below this no database works for long. */
const leastFree = 100 * mebibyte;

/** A log of that size was not taken over for long: something keeps it from being. */
const largeLog = 256 * mebibyte;

/** Permissions, owners and room of the files; of PostgreSQL only the key file is ours. */
export function checkFiles(
  database: DatabaseLocation,
  environment: Environment,
): readonly Finding[] {
  const keys = checkKeyFile(database, environment);
  if (database.engine === 'postgres') return [...keys, ...checkLeftOvers(findWorkFolders())];
  const files = filesOfDatabase(database.path).filter((path) => statSync(path).isFile());
  if (files.length === 0) return [];
  const folder = dirname(resolve(database.path));
  return [
    ...checkPrivate('Database files', files),
    checkFolder(folder),
    ...checkLeftOvers(findDrafts(folder, new Set())),
    ...keys,
    ...checkDisk(database.path),
  ];
}

/** A file that is named may belong to root and be read by the group of the server. */
function checkKeyFile(database: DatabaseLocation, environment: Environment): readonly Finding[] {
  if (environment['TOTP_KIT_KEYS'] !== undefined) return [];
  const named = environment['TOTP_KIT_KEYS_FILE'];
  const path = named ?? keyFileBeside(database);
  if (!existsSync(path)) return [];
  return checkPrivate('Key file', [path], named === undefined ? 0o077 : 0o037);
}

function checkPrivate(
  subject: string,
  paths: readonly string[],
  forbidden = 0o077,
): readonly Finding[] {
  const open = paths.filter((path) => (statSync(path).mode & forbidden) !== 0);
  if (open.length > 0) {
    return open.map((path) =>
      problem(
        subject,
        `${path} is open to other users of this machine (mode ${modeOf(path)}).`,
        `chmod 600 ${path}`,
      ),
    );
  }
  const owners = new Set(paths.map((path) => statSync(path).uid));
  if (owners.size > 1) {
    return [
      problem(
        subject,
        `${paths.join(', ')} belong to different users, so the server may not write to all of them.`,
        'chown all of them to the user that runs totp-kit.',
      ),
    ];
  }
  const [first] = paths;
  if (first === undefined) return [];
  return [
    ok(
      subject,
      `${first}: mode ${modeOf(first)}, of user ${statSync(first).uid}: nobody else reads it.`,
    ),
  ];
}

function checkFolder(folder: string): Finding {
  const { mode, uid } = statSync(folder);
  const own = process.getuid?.();
  if ((mode & 0o022) !== 0) {
    return problem(
      'Data folder',
      `${folder} can be written to by other users (mode ${modeOf(folder)}): they can put other files beside the database.`,
      `chmod 700 ${folder}`,
    );
  }
  if (own !== undefined && own !== 0 && own !== uid) {
    return warning(
      'Data folder',
      `${folder} belongs to user ${uid}, and this runs as user ${own}.`,
      'Run the doctor as the user that runs totp-kit, so that it sees what the server sees.',
    );
  }
  return ok('Data folder', `${folder}: only its owner (user ${uid}) writes there.`);
}

function checkLeftOvers(paths: readonly string[]): readonly Finding[] {
  return paths.map((path) =>
    warning(
      'Left over',
      `${path} is what a killed backup or restore left: it holds a database.`,
      'Delete it.',
    ),
  );
}

function checkDisk(path: string): readonly Finding[] {
  const { bavail, bsize } = statfsSync(dirname(resolve(path)));
  const free = bavail * bsize;
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const text = `${inUnits(free)} are free; the database has ${inUnits(size)}, its log ${inUnits(log)}.`;
  const findings: Finding[] = [];
  if (free < leastFree) {
    findings.push(
      problem(
        'Disk',
        text,
        `Make space now, ${inUnits(leastFree)} at least: on a full disk nobody can sign in.`,
      ),
    );
  } else if (free < 2 * size) {
    findings.push(warning('Disk', text, 'Make space: a backup on this disk, or growth, needs it.'));
  } else {
    findings.push(ok('Disk', text));
  }
  if (log > largeLog) {
    findings.push(
      warning(
        'Log of writes',
        `${path}-wal has grown to ${inUnits(log)}.`,
        'A program reads from the database without end, such as a sqlite3 shell: end it.',
      ),
    );
  }
  return findings;
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o7777).toString(8).padStart(4, '0');
}
