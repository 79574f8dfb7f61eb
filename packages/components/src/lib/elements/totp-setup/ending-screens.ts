import type { ErrorCode, TotpError } from '@totp-kit/protocol/errors';
import type { TemplateResult } from 'lit';
import { renderFailure, renderMessageScreen, type WayOn } from '../../message-screen.ts';
import { messages } from '../../messages/messages.ts';
import { withLoginId } from '../../screen-parts.ts';

/** What starting again can't change. */
const finalErrors: readonly ErrorCode[] = [
  'server_missing',
  'ticket_invalid',
  'sign_up_closed',
  'forbidden',
  'login_id_taken',
];

export function renderExpired(wayOn: WayOn): TemplateResult {
  return renderMessageScreen({
    mood: 'expired',
    title: messages.expiredTitle,
    text: messages.expiredText,
    wayOn: { ...wayOn, label: messages.startAgain },
  });
}

export function renderFailed(error: TotpError, wayOn: WayOn): TemplateResult {
  if (error.code === 'enrollment_confirmed') return renderWasSetUp();
  return finalErrors.includes(error.code) ? renderFailure(error) : renderFailure(error, wayOn);
}

export function renderSetUp(loginId: string): TemplateResult {
  return renderMessageScreen({
    mood: 'success',
    title: messages.setupDoneTitle,
    text: withLoginId(messages.setupDoneText, loginId),
  });
}

/** The confirmation had worked, but its answer was lost. */
function renderWasSetUp(): TemplateResult {
  return renderMessageScreen({
    mood: 'success',
    title: messages.setupWasDoneTitle,
    text: messages.notices.enrollment_confirmed,
  });
}
