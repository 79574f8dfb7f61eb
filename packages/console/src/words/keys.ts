import type { Scope } from '@totp-kit/protocol';

/** What a key with this scope lets a backend do. */
export const scopeNames: Readonly<Record<Scope, string>> = {
  'users:read': 'See users, their sessions and browsers',
  'users:write': 'Make, change, disable and delete users, sign them out',
  'totp:delete': 'Delete TOTP seeds; the answer has the links to enroll again',
  'tickets:create': 'Make tickets, which link or verify a user',
  verify: 'Check codes that the backend received itself',
  'events:read': 'See events and statistics',
  'keys:write': 'Make and revoke management keys: a key with this can give itself everything',
};

export const keysWords = {
  intro:
    'Your backend calls the management API with such a key. Give each backend its own, with as little as it needs.',
  table: 'Management keys',
  name: 'Name',
  scopes: 'May',
  created: 'Made',
  lastUsed: 'Last used',
  never: 'never',
  actions: 'Actions',
  empty: 'No keys yet. Make one for each backend that manages users or makes tickets.',
  add: 'Make a key',
  addTitle: 'Make a management key',
  nameHint: 'Where it is used, such as “shop backend”.',
  scopesLegend: 'What it may do',
  nameMissing: 'Give it a name.',
  scopesMissing: 'Choose at least one thing that it may do.',
  make: 'Make key',
  madeTitle: 'Copy the key now',
  madeWarning:
    'It is shown this once; the server keeps only a hash of it. Put it where your backend reads its secrets, and never into a page or a repository.',
  keyLabel: 'The key',
  done: 'I have copied it',
  revoke: 'Revoke',
  revokeNamed: 'Revoke the key',
  revokeTitle: 'Revoke this key?',
  revokeWarning: 'Whatever uses it is refused from now on. This cannot be undone.',
} as const;
