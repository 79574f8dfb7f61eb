import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, rmdirSync, rmSync, type Stats } from 'node:fs';
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
  return namesIn(folder).flatMap((name) => {
    const [, draft, pid] = draftForm.exec(name) ?? [];
    if (draft === undefined || ownDrafts.has(join(folder, draft))) return [];
    const path = join(folder, name);
    if (isAnotherRunning(Number(pid))) return [];
    const found = lookAt(path);
    return found?.isFile() === true && isOld(found) ? [path] : [];
  });
}

/** The folders that killed restores of this user left where temporary files lie: there is a whole database in each. */
export function findWorkFolders(): readonly string[] {
  return namesIn(tmpdir())
    .filter((name) => name.startsWith(workFolderStart))
    .map((name) => join(tmpdir(), name))
    .filter(isLeftWorkFolder);
}

/** Nothing but what a killed restore left is in it. */
function isLeftWorkFolder(folder: string): boolean {
  const found = lookAt(folder);
  if (found?.isDirectory() !== true || !isOwn(found) || !isOld(found)) return false;
  try {
    return readdirSync(folder).length === findDrafts(folder, new Set()).length;
  } catch {
    // Another process was faster.
    return false;
  }
}

/** Removes the drafts of this user. What stays, the doctor names: no other work fails for it. */
export function removeDrafts(folder: string, ownDrafts: ReadonlySet<string>): void {
  for (const path of findDrafts(folder, ownDrafts)) {
    const found = lookAt(path);
    if (found !== undefined && isOwn(found)) tryTo(rmSync, path);
  }
}

/** The same for what killed restores into PostgreSQL left. */
export function removeWorkFolders(): void {
  for (const folder of findWorkFolders()) {
    removeDrafts(folder, new Set());
    tryTo(rmdirSync, folder);
  }
}

function tryTo(remove: (path: string) => void, path: string): void {
  try {
    remove(path);
  } catch {
    // Not ours to remove, or another process was faster.
  }
}

/** None of a folder that this user may enter, but not list. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What lies there itself, not what it leads to. */
function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function isOwn({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function isOld({ mtimeMs }: Stats): boolean {
  return Date.now() - mtimeMs > abandonedAfterMs;
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
