import type { Enrollment, Invitation } from '@totp-kit/protocol';
import { limits } from '../../core/durations.ts';
import { isRefusal, type Refusal } from '../../services/context.ts';
import type { Services } from '../../services/services.ts';
import type { CommandContext, OptionSpec } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusalFailure } from '../failures.ts';
import { commandLine } from '../open-services.ts';
import { printJson } from '../output/json.ts';
import { shortTime } from '../output/table.ts';
import type { Terminal } from '../terminal.ts';
import { drawQr } from './terminal-qr.ts';

export const linkOption = {
  type: 'boolean',
  means: 'print a single-use link instead of the QR code, as without a terminal',
} as const satisfies OptionSpec;

/** How an invited administrator gets an authenticator: here by the QR code, or elsewhere by the link. */
export async function handOver(
  invitation: Invitation,
  how: { readonly link: boolean; readonly json: boolean },
  open: { readonly services: Services; readonly context: CommandContext },
): Promise<ExitCode> {
  const { terminal } = open.context;
  const { administrator, url, expiresAt } = invitation;
  if (how.json) {
    printJson(invitation, terminal);
    return exitCodes.done;
  }
  if (how.link || !terminal.canAsk || !terminal.isScreen) {
    terminal.say(
      `"${administrator.loginId}" (${administrator.role}) enrolls by this link, good once, until ${shortTime(expiresAt)}:`,
    );
    terminal.out.write(`${url}\n`);
    return exitCodes.done;
  }
  return enrollHere(invitation, open.services, terminal);
}

/** Shows the key, asks for its first code, and shows the recovery codes. */
async function enrollHere(
  { administrator: { administratorId, loginId }, url }: Invitation,
  services: Services,
  terminal: Terminal,
): Promise<ExitCode> {
  const invitation = new URLSearchParams(new URL(url).hash.slice(1)).get('invitation') ?? '';
  const { administrators } = services;
  const enrollment = await administrators.startEnrollment({ invitation }, commandLine);
  if (isRefusal(enrollment)) throw refusalFailure(enrollment);
  showKey(enrollment, terminal);
  const { enrollmentId } = enrollment;
  const confirmed = await askForFirstCode({ enrollmentId, administratorId }, services, terminal);
  if (confirmed === undefined) {
    await administrators.cancel(enrollmentId);
    throw new CommandFailure(
      exitCodes.refused,
      `"${loginId}" has no authenticator yet, and that QR code is over. ${again(administratorId)}`,
    );
  }
  await endSession(confirmed, services);
  showSuccess({ loginId, recoveryCodes: confirmed.recoveryCodes }, terminal);
  return exitCodes.done;
}

type Confirmed = Exclude<
  Awaited<ReturnType<Services['administrators']['confirm']>>,
  Refusal<string>
>;

/** Asks as often as an enrollment takes a wrong code; undefined where somebody gave up. */
async function askForFirstCode(
  { enrollmentId, administratorId }: { enrollmentId: string; administratorId: string },
  { administrators }: Services,
  terminal: Terminal,
): Promise<Confirmed | undefined> {
  for (let left = limits.wrongCodesPerEnrollment - 1; ; left -= 1) {
    const code = await askForCode(terminal);
    if (code === undefined) return undefined;
    const answer = await administrators.confirm(enrollmentId, code, commandLine);
    if (!isRefusal(answer)) return answer;
    if (answer.refused !== 'invalid_code') {
      const message = `${whyOver(answer.refused, left)} ${again(administratorId)}`;
      throw new CommandFailure(exitCodes.refused, message);
    }
    const advice = answer.message ?? 'That code is wrong. Wait for the next one and type it.';
    terminal.say(`${advice} (${left} ${left === 1 ? 'try' : 'tries'} left)`);
  }
}

/** Nobody at the command line has a use for the session that a browser would get. */
async function endSession(
  { consoleSession }: Confirmed,
  { consoleSessions }: Services,
): Promise<void> {
  if (consoleSession?.token === undefined) return;
  const live = await consoleSessions.authenticate(consoleSession.token);
  if (live !== undefined) await consoleSessions.signOut(live, 'here', commandLine);
}

function showKey(enrollment: Enrollment, terminal: Terminal): void {
  const { loginId, issuer, key, provisioningUrl } = enrollment;
  const qr = drawQr(provisioningUrl, terminal);
  if (qr === undefined) {
    terminal.say(`This terminal has ${terminal.columns} columns, too few for the QR code.`);
  } else {
    terminal.err.write(`\n${qr}\n`);
    terminal.say('Scan this with your authenticator app, or type the key:');
  }
  terminal.say(`  Account  ${issuer}: ${loginId}`);
  terminal.say(`  Key      ${(key.match(/.{1,4}/g) ?? []).join(' ')}`);
  terminal.say('');
}

async function askForCode(terminal: Terminal): Promise<string | undefined> {
  for (;;) {
    const answer = await terminal.ask('The 6-digit code that the app shows: ');
    if (answer === undefined) return undefined;
    const code = answer.replaceAll(/[\s-]/g, '');
    if (/^[0-9]{6}$/.test(code)) return code;
    terminal.say('A code is 6 digits. Ctrl-C gives up.');
  }
}

function showSuccess(
  done: { readonly loginId: string; readonly recoveryCodes: readonly string[] | undefined },
  terminal: Terminal,
): void {
  terminal.say('');
  terminal.say(`"${done.loginId}" can sign in to the console now.`);
  terminal.say('The QR code and the key above make its codes for ever: clear the screen.');
  if (done.recoveryCodes === undefined) return;
  terminal.say(
    'Recovery codes, each good once in place of a lost phone. They are not shown again:',
  );
  for (const code of done.recoveryCodes) terminal.out.write(`  ${code}\n`);
}

function whyOver(refused: string, triesLeft: number): string {
  if (refused !== 'enrollment_expired') {
    return `The enrollment was ended from elsewhere (${refused}).`;
  }
  return triesLeft === 0
    ? `That code is wrong, too: ${limits.wrongCodesPerEnrollment} wrong codes end a QR code.`
    : 'That QR code is over: it was good for 10 minutes.';
}

/** By the ID, because a login ID could hold what a shell takes for a command. */
function again(administratorId: string): string {
  return `"totp-kit admin reset ${administratorId}" starts again.`;
}
