import { TotpError } from '@totp-kit/protocol/errors';
import type { ScreenFlow, ScreenHost } from '../own-screens.ts';

/** What the `{{...}}` of a page's template stand for. */
export interface Placeholders {
  /** The key, for typing by hand. */
  'totp.key': string;
  /** The `otpauth://` URL, for a link. */
  'totp.provisionUrl': string;
  /** The name that the authenticator app will show. */
  'totp.issuer': string;
  'user.loginId': string;
  /** What went wrong, in the person's language. */
  'error.message': string;
  'error.code': string;
  /** Whole seconds until trying again can help. */
  'retry.seconds': string;
}

export type PlaceholderValues = { readonly [Name in keyof Placeholders]: string | undefined };

/** What they stand for in the step that an element is in. */
export function readPlaceholders(host: ScreenHost): PlaceholderValues {
  const step = host.flow?.step;
  const error = step && ('error' in step ? step.error : 'notice' in step ? step.notice : undefined);
  const retryAt = step && 'retryAt' in step ? step.retryAt : undefined;
  const enrollment = step && 'enrollment' in step ? step.enrollment : undefined;
  return {
    'totp.key': enrollment?.key,
    'totp.provisionUrl': enrollment?.provisioningUrl,
    'totp.issuer': enrollment?.issuer,
    'user.loginId': loginIdOf(step) ?? host.knownLoginId,
    'error.code': error instanceof TotpError ? error.code : error,
    'error.message': error && host.describe(error),
    'retry.seconds': retryAt === undefined ? undefined : String(host.secondsUntil(retryAt)),
  };
}

function loginIdOf(step: ScreenFlow['step'] | undefined): string | undefined {
  if (!step) return undefined;
  if ('verification' in step) return step.verification.user.loginId;
  if ('confirmation' in step) return step.confirmation.user.loginId;
  if ('enrollment' in step) return step.enrollment.loginId;
  return 'loginId' in step ? step.loginId : undefined;
}
