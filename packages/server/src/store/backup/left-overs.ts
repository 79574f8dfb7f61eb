import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { durations } from '../../core/durations.ts';

/** Named after the process that writes it, so that what a killed one left can be told from what is under way. */
const draftForm = /^(\.totp-kit-(\d+)-[0-9a-f]{16}\.draft)(-wal|-shm|-journal)?$/;

/** How the folders begin in which a restore into PostgreSQL makes its database ready. */
export const workFolderStart = 'totp-kit-restore-';

/** What nobody wrote to for that long, and no process of this machine owns, is of one that was killed. */
const abandonedAfterMs = durations.hour;

export function newDraftName(): string {
  return `.totp-kit-${process.pid}-${randomBytes(8).toString('hex')}.draft`;
}

/**
 * The drafts in a folder that killed processes left. A process number says little by itself: in another container, or on
 * another machine that shares the folder, somebody else has it.
 * @param ownDrafts the paths of those that this process is not done with
 */
export function findDrafts(folder: string, ownDrafts: ReadonlySet<string>): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const [, draft, pid] = draftForm.exec(name) ?? [];
    if (draft === undefined || ownDrafts.has(join(folder, draft))) return [];
    const path = join(folder, name);
    return isAnotherRunning(Number(pid)) || !isOld(path) ? [] : [path];
  });
}

/** The folders that killed restores of this user left where temporary files lie: there is a whole database in each. */
export function findWorkFolders(): readonly string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(workFolderStart))
    .map((name) => join(tmpdir(), name))
    .filter(isLeftWorkFolder);
}

/** Nothing but what a killed restore left is in it. */
function isLeftWorkFolder(folder: string): boolean {
  try {
    const found = lstatSync(folder);
    if (!found.isDirectory() || found.uid !== process.getuid?.() || !isOld(folder)) return false;
    return readdirSync(folder).length === findDrafts(folder, new Set()).length;
  } catch {
    // Another process was faster.
    return false;
  }
}

export function removeLeftOvers(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
}

function isOld(path: string): boolean {
  const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  return Date.now() - changedAt > abandonedAfterMs;
}

/** Whether another process has that number. In a container, ours may be that of one that was killed. */
function isAnotherRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
