import type { Administrator } from '@totp-kit/protocol';
import { readLoginId } from '../../core/login-id.ts';
import type { Services } from '../../services/services.ts';
import type { OperandSpec } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CommandFailure } from '../failures.ts';

/** How commands name an administrator. */
export const administratorOperand = {
  name: 'ADMIN',
  means: 'the login ID or the ID of an administrator',
  count: 'one',
} as const satisfies OperandSpec;

/** The administrator of an ID or a login ID. @throws CommandFailure when there is none */
export async function requireAdministrator(
  given: string,
  { administrators }: Pick<Services, 'administrators'>,
): Promise<Administrator> {
  const all = await administrators.list();
  const wanted = canonicalOf(given);
  const found =
    all.find(({ administratorId }) => administratorId === given) ??
    all.find(({ loginId }) => wanted !== undefined && canonicalOf(loginId) === wanted);
  if (found !== undefined) return found;
  throw new CommandFailure(
    exitCodes.notFound,
    `No administrator has the login ID or ID "${given}". "totp-kit admin list" shows them.`,
  );
}

function canonicalOf(loginId: string): string | undefined {
  const read = readLoginId(loginId);
  return 'fault' in read ? undefined : read.canonical;
}
