export { TotpUsersElement } from '../lib/elements/totp-users/totp-users.ts';
export {
  TotpSignInNeededEvent,
  TotpUsersChangedEvent,
} from '../lib/elements/totp-users/users-events.ts';
export type { UserPermissions, UserTaskKind } from '../lib/flow/users/user-tasks.ts';
