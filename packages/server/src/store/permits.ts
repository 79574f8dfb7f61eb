import type { ConsoleRole } from '@totp-kit/protocol';
import { isFresh } from '../core/freshness.ts';
import { lockAdministrators } from './administrator-locks.ts';
import { findConsoleSession } from './console-sessions.ts';
import type { Actor } from './events.ts';
import { hasManagementKey } from './management-keys.ts';
import type { Script } from './script.ts';

/** On whose strength somebody manages: it must still hold in the transaction of what they do. */
export type Permit =
  | { readonly kind: 'key'; readonly keyId: string }
  | {
      readonly kind: 'console';
      readonly sessionId: string;
      readonly roles: readonly ConsoleRole[];
      /** Whether a code must have been verified lately. */
      readonly isFreshOnly: boolean;
    };

/** What permitted a change has ended while the change was under way: nothing of it is done. */
export class PermitEndedError extends Error {
  override readonly name = 'PermitEndedError';
  readonly code: 'unauthenticated' | 'forbidden' | 'session_not_fresh';

  constructor(code: PermitEndedError['code']) {
    super(`the permit of a change has ended: ${code}`);
    this.code = code;
  }
}

/**
 * A change by somebody who manages. Their session, role and freshness, or their key, are looked at in its transaction:
 * a request may take long, and they may have been ended since it began.
 * @throws PermitEndedError
 */
export function* permitted<Result>(
  { by, at }: { readonly by: Actor; readonly at: number },
  script: Script<Result>,
): Script<Result> {
  const { permit } = by;
  if (permit?.kind === 'key' && !(yield* hasManagementKey(permit.keyId))) {
    throw new PermitEndedError('unauthenticated');
  }
  if (permit?.kind === 'console') yield* requireConsole(permit, at);
  return yield* script;
}

function* requireConsole(
  { sessionId, roles, isFreshOnly }: Extract<Permit, { kind: 'console' }>,
  now: number,
): Script<void> {
  yield* lockAdministrators();
  const live = yield* findConsoleSession(sessionId, now);
  if (live === undefined) throw new PermitEndedError('unauthenticated');
  if (!roles.includes(live.administrator.role)) throw new PermitEndedError('forbidden');
  if (isFreshOnly && !isFresh(live.session.verifiedAt, now)) {
    throw new PermitEndedError('session_not_fresh');
  }
}
