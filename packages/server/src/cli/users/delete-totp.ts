import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ManagedUser } from '@totp-kit/protocol';
import { isRefusal } from '../../services/context.ts';
import type { Services } from '../../services/services.ts';
import { defineCommand, jsonOption, reasonOption, type CommandContext } from '../command.ts';
import { requireConsent, type Question } from '../consent.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusalFailure, UsageError } from '../failures.ts';
import { listenForInterruption } from '../interruption.ts';
import { commandLine, withServices } from '../open-services.ts';
import { Progress } from '../output/progress.ts';
import type { Terminal } from '../terminal.ts';
import { DeletionReport } from './deletion-report.ts';
import { findUser, userOperand } from './find-users.ts';

export const deleteTotp = defineCommand({
  name: 'users delete-totp',
  summary: 'delete the TOTP seeds of users and give each a link to enroll again',
  details: `They are signed out everywhere. Each link is printed once, good once, for 24 hours.
Ctrl-C stops behind the user that is under way. A run that was stopped or killed goes on
where it was when it is repeated with the idempotency key that it printed.`,
  operand: { ...userOperand, count: 'any' },
  options: {
    file: {
      type: 'string',
      value: 'FILE',
      means: 'more users, one a line; - reads the standard input',
    },
    reason: reasonOption,
    yes: { type: 'boolean', means: 'do not ask' },
    'idempotency-key': {
      type: 'string',
      value: 'KEY',
      means: 'of a run to go on with; 8 to 128 visible ASCII characters',
    },
    json: jsonOption,
  },
  async run({ operands, options }, context) {
    const given = await readUsers({ operands, file: options.file }, context.terminal);
    const idempotencyKey = readIdempotencyKey(options['idempotency-key']);
    return withServices(context, async ({ services: { users } }) => {
      const { found, notFound } = await findUsers(given, users, context);
      if (found.length === 0) {
        throw new CommandFailure(
          exitCodes.notFound,
          given.length === 1
            ? `Nobody has the login ID or user ID "${given[0] ?? ''}".`
            : 'Nobody has any of these login IDs or user IDs.',
        );
      }
      if (!options.yes) await requireConsent(askAbout(found), context.terminal);
      context.terminal.err.write(`Idempotency key: ${idempotencyKey}\n`);
      const { reason, json } = options;
      return deleteEach({ found, notFound, idempotencyKey, reason, json }, users, context);
    });
  },
});

interface DeletionWork {
  readonly found: readonly ManagedUser[];
  readonly notFound: readonly string[];
  readonly idempotencyKey: string;
  readonly reason: string | undefined;
  readonly json: boolean;
}

/** One user a transaction and a line, so that a run that is killed loses no link but the last. */
async function deleteEach(
  { found, notFound, idempotencyKey, reason, json }: DeletionWork,
  users: Services['users'],
  { terminal }: CommandContext,
): Promise<ExitCode> {
  const interruption = listenForInterruption();
  const report = new DeletionReport({ json, users: found }, terminal);
  const progress = new Progress({ what: 'Deleted', total: found.length }, terminal);
  let count = 0;
  try {
    for (const userId of notFound) report.add({ userId, outcome: 'not_found' });
    for (const { userId, loginId } of found) {
      if (interruption.isWanted()) break;
      const order = { idempotencyKey: `${idempotencyKey}:${userId}`, userIds: [userId], reason };
      const answer = await users.deleteTotp(order, commandLine);
      if (isRefusal(answer)) throw refusalFailure(answer, reasonChanged);
      for (const result of answer.results) report.add({ ...result, loginId });
      count += 1;
      progress.report(count);
    }
  } finally {
    interruption.stopListening();
    progress.end();
    report.end();
  }
  if (count === found.length) return report.exitCode;
  const rest = `Stopped after ${count} of ${found.length} users. The same command with --idempotency-key ${idempotencyKey} goes on.`;
  throw new CommandFailure(exitCodes.partlyDone, rest);
}

const reasonChanged =
  'That idempotency key belongs to a run with another reason. Repeat it with the same --reason, or leave --idempotency-key out.';

async function readUsers(
  from: { readonly operands: readonly string[]; readonly file: string | undefined },
  terminal: Terminal,
): Promise<readonly string[]> {
  const { operands, file } = from;
  const text = file === undefined ? '' : await readText(file, terminal);
  const lines = text.split('\n').map((line) => line.trim());
  const given = [...new Set([...operands, ...lines.filter((line) => line !== '')])];
  if (given.length === 0) {
    throw new UsageError(
      file === undefined
        ? 'USER is missing: give login IDs or user IDs, or --file with one a line.'
        : `There is no user in ${file === '-' ? 'the standard input' : file}.`,
    );
  }
  return given;
}

async function readText(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return terminal.readAll();
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(exitCodes.failed, `${file} cannot be read: ${why}.`);
  }
}

function readIdempotencyKey(given: string | undefined): string {
  if (given === undefined) return `run-${randomBytes(9).toString('base64url')}`;
  if (/^[\x21-\x7e]{8,128}$/.test(given)) return given;
  throw new UsageError('--idempotency-key must be 8 to 128 visible ASCII characters.');
}

async function findUsers(
  given: readonly string[],
  users: Services['users'],
  { terminal }: CommandContext,
): Promise<{ readonly found: readonly ManagedUser[]; readonly notFound: readonly string[] }> {
  const progress = new Progress({ what: 'Looked up', total: given.length }, terminal);
  const found = new Map<string, ManagedUser>();
  const notFound: string[] = [];
  for (const [index, name] of given.entries()) {
    const user = await findUser(name, users);
    if (user === undefined) notFound.push(name);
    else found.set(user.userId, user);
    progress.report(index + 1);
  }
  progress.end();
  return { found: [...found.values()], notFound };
}

/** For more than one user their number has to be typed. */
function askAbout(found: readonly ManagedUser[]): Question {
  const refusal = 'Nothing was deleted.';
  const [first] = found;
  if (found.length === 1 && first !== undefined) {
    return {
      action: `Delete the TOTP seed of "${first.loginId}"`,
      effect: 'They are signed out everywhere and need a new link to enroll.',
      refusal,
    };
  }
  return {
    action: `Delete the TOTP seeds of ${found.length} users`,
    effect: 'They are signed out everywhere and each needs a new link to enroll.',
    wanted: String(found.length),
    refusal,
  };
}
