import type { ErrorCode, TotpError } from '@totp-kit/protocol/errors';
import type { TemplateResult } from 'lit';
import { renderFailure, type WayOn } from '../../message-screen.ts';

/** What starting again can't change. */
const finalErrors: readonly ErrorCode[] = [
  'server_missing',
  'ticket_invalid',
  'sign_up_closed',
  'forbidden',
  'login_id_taken',
];

export function renderFailed(error: TotpError, wayOn: WayOn): TemplateResult {
  return finalErrors.includes(error.code) ? renderFailure(error) : renderFailure(error, wayOn);
}
