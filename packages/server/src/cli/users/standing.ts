import type { ManagedUser } from '@totp-kit/protocol';
import { shortTime } from '../output/table.ts';

/** Whether a user can sign in now, in a word or two. */
export function standingOf({ status, isStopped, waitingUntil }: ManagedUser): string {
  if (status === 'disabled') return 'disabled';
  if (isStopped) return 'stopped';
  return waitingUntil === undefined ? 'enabled' : `waiting until ${shortTime(waitingUntil)}`;
}
