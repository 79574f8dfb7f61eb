import type { ErrorCode, TotpError } from '@totp-kit/protocol/errors';
import { describeDuration } from '../../messages/duration.ts';
import type { OwnMessages } from '../../messages/catalogue.ts';
import { fill, type UsersTexts } from './texts.ts';

const sentences: Partial<Record<ErrorCode, keyof UsersTexts>> = {
  unauthenticated: 'usersSignedOutText',
  session_not_fresh: 'usersNotFresh',
  forbidden: 'usersForbidden',
  not_found: 'usersNotFound',
  conflict: 'usersConflict',
  idempotency_conflict: 'usersConflict',
  storage_unavailable: 'usersUnavailable',
  server_unreachable: 'usersOffline',
  server_timeout: 'usersOffline',
  server_unrecognized: 'usersUnrecognized',
  server_missing: 'usersUnrecognized',
  origin_not_allowed: 'usersUnrecognized',
};

/** What went wrong and what to do, for the administrator. What the page says of a code itself comes first. */
export function describeFault(
  error: TotpError,
  { texts, own }: { readonly texts: UsersTexts; readonly own?: OwnMessages | undefined },
): string {
  const said = own?.[error.code];
  if (said !== undefined) return said;
  if (error.code === 'too_many_attempts') {
    const duration = describeDuration(error.retryAfterSeconds ?? 60, texts.locale);
    return fill(texts.usersTooMany, { duration });
  }
  const sentence = texts[sentences[error.code] ?? 'usersUnexpected'] ?? '';
  const { requestId } = error;
  const isOurs = sentences[error.code] === undefined && requestId !== undefined;
  return isOurs ? `${sentence} ${fill(texts.usersRequest, { requestId })}` : sentence;
}
