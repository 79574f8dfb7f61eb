import { TotpError, type ErrorCode } from '@totp-kit/protocol/errors';
import type { Notice } from './flow/notice.ts';

/** What a visitor can't get past, however often they try. */
const misconfigurations: readonly ErrorCode[] = [
  'server_missing',
  'server_unrecognized',
  'origin_not_allowed',
];

/** What may pass by itself. */
const outages: readonly ErrorCode[] = [
  'server_unreachable',
  'server_timeout',
  'internal',
  'storage_unavailable',
];

/** Whether the page is not set up right, which its developers have to mend. */
export function isMisconfiguration({ code }: TotpError): boolean {
  return misconfigurations.includes(code);
}

/** Whether the same request may succeed a moment later. */
export function isOutage(notice: Notice | undefined): boolean {
  return notice instanceof TotpError && outages.includes(notice.code);
}

/** Tells the developers or operators of the site of an error that is theirs to mend. */
export function reportFault(tag: string, error: TotpError): void {
  if (isMisconfiguration(error) || isOutage(error) || isTicketOrSessionMissing(error)) {
    console.error(`[totp-kit] <${tag}> ${error.message}`);
  }
}

/** Found here, not by a server: its errors carry a request ID. */
function isTicketOrSessionMissing({ code, requestId }: TotpError): boolean {
  return (code === 'ticket_invalid' || code === 'unauthenticated') && requestId === undefined;
}
