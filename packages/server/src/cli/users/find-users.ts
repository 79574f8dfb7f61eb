import type { ManagedUser } from '@totp-kit/protocol';
import { readLoginId } from '../../core/login-id.ts';
import { isRefusal } from '../../services/context.ts';
import type { Services } from '../../services/services.ts';
import type { OperandSpec } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CommandFailure } from '../failures.ts';

/** How commands name a user. */
export const userOperand = {
  name: 'USER',
  means: 'a login ID or a user ID',
  count: 'one',
} as const satisfies OperandSpec;

/**
 * The user of a user ID or a login ID. IDs go first: somebody may have chosen the ID of another for a login ID, and
 * must not be taken for them.
 */
export async function findUser(
  given: string,
  users: Services['users'],
): Promise<ManagedUser | undefined> {
  const byId = /^user_[A-Za-z0-9_-]+$/.test(given) ? await users.find(given) : undefined;
  if (byId !== undefined && !isRefusal(byId)) return byId;
  const loginId = readLoginId(given);
  if ('fault' in loginId) return undefined;
  const byLoginId = await users.findByLoginId(loginId);
  return isRefusal(byLoginId) ? undefined : byLoginId;
}

/** The same. @throws CommandFailure when there is nobody */
export async function requireUser(given: string, users: Services['users']): Promise<ManagedUser> {
  const user = await findUser(given, users);
  if (user !== undefined) return user;
  throw new CommandFailure(exitCodes.notFound, `Nobody has the login ID or user ID "${given}".`);
}
