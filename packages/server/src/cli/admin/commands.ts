import type { Administrator } from '@totp-kit/protocol';
import { consoleRoles } from '@totp-kit/protocol';
import { isRefusal } from '../../services/context.ts';
import { requireLoginId } from '../../services/login-ids.ts';
import { requireConsent } from '../consent.ts';
import { defineCommand, jsonOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { refusalFailure } from '../failures.ts';
import { commandLine, withServices } from '../open-services.ts';
import { printJson } from '../output/json.ts';
import { shortTime, Table, type Column } from '../output/table.ts';
import { handOver, linkOption } from './enroll.ts';
import { administratorOperand, requireAdministrator } from './find-administrator.ts';

export const addAdministrator = defineCommand({
  name: 'admin add',
  summary: 'make an administrator of the console',
  details: `On a terminal it shows a QR code and asks for the first code; then it prints recovery codes,
once. Without a terminal it prints a single-use link.`,
  operand: { name: 'LOGIN_ID', means: 'what they sign in to the console with', count: 'one' },
  options: {
    role: {
      type: 'string',
      value: 'ROLE',
      choices: consoleRoles,
      means: 'administrator unless said',
    },
    link: linkOption,
    json: { ...jsonOption, means: `${jsonOption.means}, with the link` },
  },
  run({ operands, options }, context) {
    const loginId = requireLoginId(operands[0] ?? '');
    const role = options.role ?? 'administrator';
    return withServices(context, async ({ services }) => {
      const invitation = await services.administrators.create({ loginId, role }, commandLine);
      if (isRefusal(invitation)) throw refusalFailure(invitation);
      return handOver(invitation, options, { services, context });
    });
  },
});

export const listAdministrators = defineCommand({
  name: 'admin list',
  summary: 'list the administrators of the console',
  options: { json: jsonOption },
  run: ({ options }, context) =>
    withServices(context, async ({ services }) => {
      const { terminal } = context;
      const administrators = await services.administrators.list();
      if (options.json) printJson({ administrators }, terminal);
      else if (administrators.length > 0) new Table(columns, terminal).print(administrators);
      else terminal.say('There is no administrator. "totp-kit admin add LOGIN_ID" makes one.');
      return exitCodes.done;
    }),
});

export const removeAdministrator = defineCommand({
  name: 'admin remove',
  summary: 'remove an administrator, whose sessions end',
  operand: administratorOperand,
  options: {
    yes: { type: 'boolean', means: 'do not ask' },
    force: { type: 'boolean', means: 'even the last one who can sign in' },
    json: jsonOption,
  },
  run: ({ operands, options }, context) =>
    withServices(context, async ({ services }) => {
      const { terminal } = context;
      const administrator = await requireAdministrator(operands[0] ?? '', services);
      const { administratorId, loginId } = administrator;
      if (!options.yes) {
        await requireConsent(
          { action: `Remove the administrator "${loginId}"`, refusal: 'Nobody was removed.' },
          terminal,
        );
      }
      const target = { administratorId, mayBeLast: options.force };
      const refusal = await services.administrators.remove(target, commandLine);
      if (refusal !== undefined) {
        const isLast = refusal.refused === 'conflict';
        const message = refusal.message ?? 'This administrator cannot be removed.';
        throw refusalFailure(refusal, isLast ? `${message} Or use --force.` : message);
      }
      if (options.json) printJson({ administratorId }, terminal);
      else terminal.say(`"${loginId}" is no administrator any more.`);
      return exitCodes.done;
    }),
});

export const resetAdministrator = defineCommand({
  name: 'admin reset',
  summary: 'end the sessions and authenticators of an administrator, who enrolls again',
  details: 'On a terminal by a QR code at once, otherwise by the single-use link that it prints.',
  operand: administratorOperand,
  options: {
    link: linkOption,
    json: { ...jsonOption, means: `${jsonOption.means}, with the link` },
  },
  run: ({ operands, options }, context) =>
    withServices(context, async ({ services }) => {
      const { administratorId } = await requireAdministrator(operands[0] ?? '', services);
      const invitation = await services.administrators.reset(
        { administratorId, mayBeLast: true },
        commandLine,
      );
      if (isRefusal(invitation)) throw refusalFailure(invitation);
      return handOver(invitation, options, { services, context });
    }),
});

const columns: readonly Column<Administrator>[] = [
  { heading: 'LOGIN ID', cell: ({ loginId }) => loginId },
  { heading: 'ROLE', cell: ({ role }) => role },
  { heading: 'AUTHENTICATOR', cell: describeEnrollment },
  { heading: 'LAST SIGN-IN', cell: ({ lastSignInAt }) => shortTime(lastSignInAt) },
  { heading: 'CREATED', cell: ({ createdAt }) => shortTime(createdAt) },
  { heading: 'ADMINISTRATOR ID', cell: ({ administratorId }) => administratorId },
];

function describeEnrollment({ hasAuthenticator, invitedUntil }: Administrator): string {
  if (hasAuthenticator) return 'yes';
  return invitedUntil === undefined ? 'no' : `invited until ${shortTime(invitedUntil)}`;
}
