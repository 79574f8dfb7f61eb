import type { ConsoleRole } from '@totp-kit/protocol';

export const roleHints: Readonly<Record<ConsoleRole, string>> = {
  administrator: 'everything, with keys, administrators and settings',
  support: 'helps users: deletes TOTP seeds, disables, signs out, ends waiting times',
  viewer: 'looks, and changes nothing',
};

export const administratorsWords = {
  intro:
    'Who may use this console. Administrators are kept apart from users: nothing that is done to users reaches them.',
  table: 'Administrators',
  loginId: 'Login ID',
  role: 'Role',
  lastSignIn: 'Last sign-in',
  state: 'State',
  actions: 'Actions',
  you: 'you',
  never: 'never',
  enrolled: 'Has an authenticator app',
  invited: 'Invited until',
  expired: 'The link has expired: reset to make a new one',
  add: 'Add an administrator',
  addTitle: 'Add an administrator',
  loginIdHint: 'What they will sign in with, such as their e-mail address.',
  loginIdMissing: 'Enter a login ID.',
  addSubmit: 'Make the link',
  linkTitle: 'Send this link',
  linkLabel: 'The link',
  linkWarning:
    'It is shown this once, and works once. Whoever opens it becomes this administrator, so send it by a way that only they read.',
  linkUntil: 'It works until',
  linkFor: 'For',
  done: 'I have copied it',
  changeRole: 'Change role',
  changeRoleTitle: 'Change the role',
  changeRoleWarning: 'They are signed out of the console and sign in again with the new role.',
  reset: 'Reset',
  resetTitle: 'Reset this administrator?',
  resetWarning:
    'Their authenticator app, recovery codes and sessions end at once. You get a link for them to enroll again.',
  remove: 'Remove',
  removeTitle: 'Remove this administrator?',
  removeWarning: 'They are signed out at once and cannot sign in any more. This cannot be undone.',
  removed: 'The administrator was removed.',
  roleChanged: 'The role was changed.',
  save: 'Change role',
} as const;
