import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
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
 * Removes the drafts in a folder that killed processes left. A process number says little by itself: in another
 * container, or on another machine that shares the folder, somebody else has it.
 * @param ownDrafts the paths of those that this process is not done with
 */
export function removeDrafts(folder: string, ownDrafts: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    const [, draft, pid] = draftForm.exec(name) ?? [];
    if (draft === undefined || ownDrafts.has(join(folder, draft))) continue;
    const path = join(folder, name);
    if (isAnotherRunning(Number(pid)) || !isOld(path)) continue;
    rmSync(path, { force: true });
  }
}

/** Removes the folders that killed restores left where temporary files lie: there is a whole database in each. */
export function removeWorkFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(workFolderStart)) continue;
    const folder = join(tmpdir(), name);
    try {
      const { uid } = lstatSync(folder);
      if (uid !== process.getuid?.() || !isOld(folder)) continue;
      removeDrafts(folder, new Set());
      rmdirSync(folder);
    } catch {
      // Another process was faster, is at work there, or keeps something else in it.
    }
  }
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
