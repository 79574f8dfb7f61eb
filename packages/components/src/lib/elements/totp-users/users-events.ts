import type { UserTaskKind } from '../../flow/users/user-tasks.ts';

const outward: EventInit = { bubbles: true, composed: true };

export interface UsersChange {
  readonly kind: UserTaskKind;
  readonly userIds: readonly string[];
}

/** Something was done to users. Links are never among what it carries. */
export class TotpUsersChangedEvent extends Event implements UsersChange {
  /** What was done. */
  readonly kind: UserTaskKind;
  /** To whom. */
  readonly userIds: readonly string[];

  constructor({ kind, userIds }: UsersChange) {
    super('totp-users-changed', outward);
    this.kind = kind;
    this.userIds = userIds;
  }
}

/** The session of the administrator has ended. Once somebody is signed in again, call `refresh()` of the element. */
export class TotpSignInNeededEvent extends Event {
  constructor() {
    super('totp-sign-in-needed', outward);
  }
}

declare global {
  // They bubble: elements, the document and the window hear them.
  interface GlobalEventHandlersEventMap {
    'totp-users-changed': TotpUsersChangedEvent;
    'totp-sign-in-needed': TotpSignInNeededEvent;
  }
}
