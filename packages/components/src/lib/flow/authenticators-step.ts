import type { Authenticator, OwnSession } from '@totp-kit/protocol';
import type { TotpError } from '@totp-kit/protocol/errors';

/** What is somebody's own, as it was when the server was asked last. */
export interface Own {
  readonly authenticators: readonly Authenticator[];
  readonly recoveryCodesLeft: number;
  /** Where they are signed in. A ticket is not good for that. */
  readonly sessions?: readonly OwnSession[] | undefined;
  /** Their login ID, as far as it is known: a ticket does not tell. */
  readonly loginId?: string | undefined;
}

/** What somebody has turned to: it is explained, and waits for their word. */
export type Wish =
  | {
      readonly name: 'renaming';
      readonly authenticator: Authenticator;
      /** The name that was typed, and is none. */
      readonly typed?: string | undefined;
    }
  | { readonly name: 'removing'; readonly authenticator: Authenticator }
  | { readonly name: 'replacing'; readonly authenticator: Authenticator }
  | { readonly name: 'ending-session'; readonly session: OwnSession }
  | { readonly name: 'adding' }
  | { readonly name: 'renewing' }
  | { readonly name: 'forgetting' };

/** What has come of a wish; `gone` when somebody else was faster. */
export type Outcome =
  | 'added'
  | 'replaced'
  | 'renamed'
  | 'removed'
  | 'renewed'
  | 'session-ended'
  | 'browsers-forgotten'
  | 'gone';

/** Wishes that one request fulfils. Adding and replacing is a setup. */
export type SentWish = Exclude<Wish, { readonly name: 'adding' | 'replacing' }>;

interface WithNotice {
  readonly own: Own;
  readonly notice?: TotpError | undefined;
}

/**
 * - `loading`: the server is asked what there is; the step it was asked from stays in sight.
 * - `list`: everything is in sight, with what has just come of a wish.
 * - `renaming`, `removing`, `renewing`, `ending-session`, `forgetting`: explained, and not done before the person says so.
 * - `adding`, `replacing`: an authenticator is set up; the one it replaces ends when the new one is confirmed.
 * - `working`: the server is asked to do it; the step it came from stays in sight.
 * - `step-up`: the session is not fresh, so the person confirms that it is them, and what they wished goes on.
 * - `recovery-codes`: the new recovery codes are shown, once, until they are saved.
 * - `failed`: what there is could not be asked for; starting again may help.
 * - `ended`: session or ticket are no longer good.
 */
export type AuthenticatorsStep =
  | { readonly name: 'loading'; readonly from?: AuthenticatorsStep | undefined }
  | { readonly name: 'list'; readonly own: Own; readonly outcome?: Outcome | undefined }
  | (Wish & WithNotice)
  | { readonly name: 'working'; readonly own: Own; readonly from: SentWish & WithNotice }
  | { readonly name: 'step-up'; readonly own: Own; readonly wish: Wish }
  | {
      readonly name: 'recovery-codes';
      readonly own: Own;
      readonly recoveryCodes: readonly string[];
    }
  | { readonly name: 'failed' | 'ended'; readonly error: TotpError };
