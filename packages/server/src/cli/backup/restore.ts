import { describeDatabase, readConfig, readDatabaseLocation } from '../../config.ts';
import { toIso } from '../../core/clock.ts';
import { stepAfterLive } from '../../core/totp.ts';
import { Keyring } from '../../keyring/keyring.ts';
import { loadServerKeys } from '../../services/server-keys.ts';
import {
  makeWorkplace,
  openBackup,
  place,
  requireEmptyPlace,
  type BackupContent,
} from '../../store/backup/restore-backup.ts';
import { openStore, type DatabaseLocation } from '../../store/open-store.ts';
import type { EndedAccess } from '../../store/restoration.ts';
import { defineCommand, jsonOption, type CommandContext } from '../command.ts';
import { requireConsent } from '../consent.ts';
import { exitCodes } from '../exit-codes.ts';
import { CommandFailure } from '../failures.ts';
import { commandLine } from '../open-services.ts';
import { shortTime } from '../output/table.ts';
import type { Terminal } from '../terminal.ts';
import { reportRestore, type Restored } from './restore-report.ts';
import { watchStages, type WatchedWork } from './watch-stages.ts';

export const restore = defineCommand({
  name: 'restore',
  summary: 'make the database out of a backup, where there is none',
  details: `DATABASE_URL says where, SQLite or PostgreSQL, wherever the backup is from. A database
that is there is left alone. The keys of the backup must be set. Everybody is signed
out, codes and recovery codes from before are good no more, and links to enroll end.`,
  operand: { name: 'FILE', means: 'a file that "totp-kit backup" made', count: 'one' },
  options: {
    'keep-recovery-codes': {
      type: 'boolean',
      means: 'let recovery codes stay good, also those used since the backup',
    },
    yes: { type: 'boolean', means: 'do not ask' },
    json: jsonOption,
  },
  async run({ operands, options }, context) {
    const to = readDatabaseLocation(context.environment);
    await requireEmptyPlace(to);
    const order: RestoreOrder = {
      file: operands[0] ?? '',
      to,
      keyring: readKeyring(context),
      recoveryCodes: options['keep-recovery-codes'] ? 'kept' : 'ended',
      isAgreed: options.yes,
    };
    const restored = await watchStages(
      (watched) => restoreFrom(order, watched, context.terminal),
      'Stopped. Nothing was restored.',
      context.terminal,
    );
    reportRestore(restored, options, context.terminal);
    return exitCodes.done;
  },
});

interface RestoreOrder {
  readonly file: string;
  readonly to: DatabaseLocation;
  readonly keyring: Keyring;
  readonly recoveryCodes: 'kept' | 'ended';
  /** Nobody is asked. */
  readonly isAgreed: boolean;
}

/** How far a clock may be behind the one that the backup was made by. */
const mostBehindMs = 60_000;

/** Milliseconds from 1970, before or behind: there is no date beyond (ECMAScript, time values). */
const furthestTime = 8.64e15;

async function restoreFrom(
  order: RestoreOrder,
  watched: WatchedWork,
  terminal: Terminal,
): Promise<Restored> {
  const { file, to, recoveryCodes } = order;
  const { draft, during, clear } = makeWorkplace(to);
  try {
    const content = await during(() => openBackup(file, draft, watched.watch));
    requireClock(content);
    watched.pause();
    const ended = await during(() => settle(draft.path, { order, content }, terminal));
    watched.pause();
    const codesValidFromAt = stepAfterLive;
    const onWaiting = (sentence: string): void => {
      watched.pause();
      terminal.say(sentence);
    };
    const byDatabase = await place({ draft, to, codesValidFromAt, onWaiting }, watched.watch);
    const codesValidFrom = Math.max(byDatabase ?? 0, ended.codesValidFrom);
    const where = describeDatabase(to);
    return { ...content, file, where, recoveryCodes, codesValidFrom, ended };
  } finally {
    clear();
  }
}

/** Checks the keys, asks, and ends what was live: all of it where nobody looks for a database yet. */
async function settle(
  path: string,
  { order, content }: { readonly order: RestoreOrder; readonly content: BackupContent },
  terminal: Terminal,
): Promise<EndedAccess & { readonly codesValidFrom: number }> {
  const { file, to, keyring, recoveryCodes, isAgreed } = order;
  // Opening it brings it to the schema of this program.
  const store = await openStore({ engine: 'sqlite', path });
  try {
    await loadServerKeys({ store, keyring, clock: Date.now });
    const from = timeOf(content);
    if (!isAgreed) {
      const codes = recoveryCodes === 'ended' ? ', and recovery codes are good no more' : '';
      await requireConsent(
        {
          action: `Restore ${file} into ${describeDatabase(to)}`,
          effect: `It is ${from}. What was done since is lost. Everybody is signed out${codes}.`,
          refusal: 'Nothing was restored.',
        },
        terminal,
      );
    }
    const at = Date.now();
    const codesValidFrom = stepAfterLive(at);
    const reason = `a backup ${from}`;
    const ended = await store.settleRestoration({
      at,
      by: commandLine,
      reason,
      codesValidFrom,
      recoveryCodes,
    });
    return { ...ended, codesValidFrom };
  } finally {
    await store.close();
  }
}

/** What a restore is checked with: keys that are there, for new ones would open nothing. @throws ConfigError */
function readKeyring({ environment, terminal }: CommandContext): Keyring {
  const config = readConfig(
    environment,
    (sentence) => {
      terminal.say(`Warning: ${sentence}`);
    },
    { keyFile: 'must be there' },
  );
  return new Keyring(config.encryptionKeys);
}

/** A clock that is behind would let codes in that were used before. @throws CommandFailure */
function requireClock({ record, newestEventAt, codesValidFrom }: BackupContent): void {
  const newest = record?.madeAt ?? newestEventAt ?? 0;
  if (Math.abs(newest) > furthestTime) {
    throw new CommandFailure(
      exitCodes.failed,
      'The backup is from a time that there is not: somebody has changed it. Nothing was restored; take another backup.',
    );
  }
  const latest = Date.now() + mostBehindMs;
  if (newest <= latest && codesValidFrom > stepAfterLive(latest)) {
    throw new CommandFailure(
      exitCodes.failed,
      `No code would count for long: the mark codes-valid-from in the backup is ahead of this machine's clock, which shows ${shortTime(toIso(Date.now()))}. If the clock is wrong, set it, then restore. If it is right, somebody has changed the backup, or it is of a database that was restored by a wrong clock: take another backup.`,
    );
  }
  if (newest <= latest) return;
  throw new CommandFailure(
    exitCodes.failed,
    `The backup is from ${shortTime(toIso(newest))}, and this machine's clock shows ${shortTime(toIso(Date.now()))}. Set the clock, then restore: codes that were used could be good again.`,
  );
}

function timeOf({ record, newestEventAt }: BackupContent): string {
  if (record !== undefined) return `as of ${shortTime(toIso(record.madeAt))}`;
  return newestEventAt === undefined
    ? 'of a time that is not known'
    : `whose newest event is of ${shortTime(toIso(newestEventAt))}`;
}
