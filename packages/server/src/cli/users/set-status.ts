import type { ManagedUser, UserStatus } from '@totp-kit/protocol';
import { isRefusal } from '../../services/context.ts';
import { defineCommand, jsonOption, reasonOption, type Command } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { commandLine, withServices } from '../open-services.ts';
import { printJson } from '../output/json.ts';
import { Progress } from '../output/progress.ts';
import { visibleText } from '../../core/visible-text.ts';
import { findUser, userOperand } from './find-users.ts';

export const enableUsers = setStatus('enabled', {
  name: 'users enable',
  summary: 'let users sign in again',
});

export const disableUsers = setStatus('disabled', {
  name: 'users disable',
  summary: 'let users sign in no more, and end their sessions',
  details:
    'Sessions, known browsers, open enrollments and unspent links end at once. Authenticators\nstay for when the user is enabled again.',
});

function setStatus(
  status: UserStatus,
  words: Pick<Command, 'name' | 'summary' | 'details'>,
): Command {
  return defineCommand({
    ...words,
    operand: { ...userOperand, count: 'at least one' },
    options: { reason: reasonOption, json: jsonOption },
    run: ({ operands, options }, context) =>
      withServices(context, async ({ services }) => {
        const { terminal } = context;
        const progress = new Progress({ what: 'Users', total: operands.length }, terminal);
        const users: ManagedUser[] = [];
        const notFound: string[] = [];
        for (const [index, given] of operands.entries()) {
          const user = await findUser(given, services.users);
          const change = { status, reason: options.reason };
          const changed = user && (await services.users.update(user.userId, change, commandLine));
          if (changed === undefined || isRefusal(changed)) notFound.push(given);
          else users.push(changed);
          progress.report(index + 1);
        }
        progress.end();
        if (options.json) printJson({ users, notFound }, terminal);
        else
          for (const { loginId } of users)
            terminal.out.write(`${visibleText(loginId)}: ${status}\n`);
        for (const given of notFound) {
          terminal.say(`Nobody has the login ID or user ID "${given}".`);
        }
        return exitCodeOf({ found: users.length, notFound: notFound.length });
      }),
  });
}

/** Done when everybody was there, in part when somebody was not. */
export function exitCodeOf(counts: {
  readonly found: number;
  readonly notFound: number;
}): ExitCode {
  if (counts.notFound === 0) return exitCodes.done;
  return counts.found === 0 ? exitCodes.notFound : exitCodes.partlyDone;
}
