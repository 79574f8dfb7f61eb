import type { ErrorCode } from '@totp-kit/protocol/errors';
import type { ManagementClient } from '../../client/management-client.ts';
import { toTotpError } from './user-list.ts';
import type { UserPermissions } from './user-tasks.ts';

/** Until it is known who is there, nothing can be done. */
export const onlyLooking: UserPermissions = { role: 'viewer', seesLinks: false };

/** Behind a site's own backend, that one decides. */
const everything: UserPermissions = { role: 'administrator', seesLinks: true };

/** What answers so has no console, or none for this page. */
const withoutConsole: readonly ErrorCode[] = ['not_found', 'server_unrecognized', 'forbidden'];

/** What the console says that the administrator may do. Rejects when nobody is signed in, or no answer comes. */
export async function askPermissions(client: ManagementClient): Promise<UserPermissions> {
  try {
    const { role, seesLinks } = await client.session();
    return { role, seesLinks };
  } catch (cause) {
    const error = toTotpError(cause);
    if (withoutConsole.includes(error.code)) return everything;
    throw error;
  }
}
