import type { ConsoleSession } from '@totp-kit/protocol';

/** Who is signed in, and as what: the same administrator in another role is somebody else to what they began. */
export function identityOf(who: ConsoleSession | undefined): string | undefined {
  return who && `${who.role} ${who.user.userId}`;
}
