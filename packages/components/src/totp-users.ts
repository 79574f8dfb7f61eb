import './totp-verify.ts';
import { defineElement } from './lib/define-element.ts';
import { TotpUsersElement } from './lib/elements/totp-users/totp-users.ts';

defineElement('totp-users', TotpUsersElement);

export { TotpUsersElement };
export {
  TotpSignInNeededEvent,
  TotpUsersChangedEvent,
} from './lib/elements/totp-users/users-events.ts';
export type { UserPermissions, UserTaskKind } from './lib/flow/users/user-tasks.ts';
