import type { ConsoleRole } from '@totp-kit/protocol';
import type { ViewName } from '../logic/routes.ts';

export const viewTitles: Readonly<Record<ViewName, string>> = {
  overview: 'Overview',
  users: 'Users',
  events: 'Events',
  keys: 'Keys',
  administrators: 'Administrators',
  settings: 'Settings',
};

export const roleNames: Readonly<Record<ConsoleRole, string>> = {
  administrator: 'Administrator',
  support: 'Support',
  viewer: 'Viewer',
};

export const shellWords = {
  product: 'Console',
  skip: 'Skip to the content',
  navigation: 'Console',
  signOut: 'Sign out',
  loading: 'Loading…',
  tryAgain: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'It could not be copied. It is selected: copy it by hand.',
  unknownTitle: 'Nothing here',
  unknown: 'This page does not exist. The navigation leads to those that do.',
  refusedTitle: 'Not for your role',
  refused: (role: ConsoleRole): string =>
    `${roleNames[role]} is a role that does not see this page. An administrator can give you another one.`,
  idleTitle: 'Are you still there?',
  idle: 'Nobody has done anything here for a while. To protect the users, you will be signed out in',
  stay: 'Stay signed in',
  codeTitle: 'Confirm that it’s you',
  codeWhy:
    'This can do harm, so it needs a code from the last five minutes. What you were doing goes on by itself.',
} as const;
