import { eventEn } from '@totp-kit/components/console.js';
import type { ActorKind, EventAction } from '@totp-kit/protocol';

/** What happened, in the words of the users' table where it has them. */
export const actionNames: Readonly<Record<EventAction, string>> = {
  ...eventEn,
  'server.clock_moved': 'The clock of the database moved',
  'server.restored': 'Database restored from a backup',
  'server.key_added': 'Encryption key added',
  'server.keys_rotated': 'Encryption keys rotated',
  'server.signing_key_rotated': 'Signing key rotated',
  'server.key_dropped': 'Encryption key dropped',
};

export const actorNames: Readonly<Record<ActorKind, string>> = {
  anonymous: 'Somebody',
  user: 'The user',
  ticket: 'A ticket',
  management: 'Management key',
  administrator: 'Administrator',
  system: 'The server',
};

export const eventsWords = {
  filters: 'Filters',
  action: 'What',
  anyAction: 'Anything',
  user: 'User',
  userHint: 'Login ID or user ID',
  from: 'From',
  to: 'To',
  find: 'Show',
  clear: 'Clear filters',
  table: 'Events',
  when: 'When',
  what: 'What',
  whom: 'Whom',
  who: 'By',
  where: 'From address',
  details: 'Details',
  showDetails: (what: string): string => `Details of “${what}”`,
  eventId: 'Event ID',
  userId: 'User ID',
  actorId: 'ID of who did it',
  reason: 'Reason',
  requestId: 'Request ID',
  none: '–',
  older: 'Older events',
  newest: 'Newest events',
  unknownUser: 'No user has this login ID. For a deleted user, give their user ID.',
  wrongDays: 'The first day is after the last.',
  nothing: 'Nothing was found. Take a filter away, or choose other days.',
  export: 'Export',
  exportCsv: 'Export as CSV',
  exportJson: 'Export as JSON',
  exportHint: 'Everything that the filters find, newest first; 100,000 events at most.',
  exporting: (count: string): string => `${count} events so far…`,
  exported: (count: string): string => `${count} events were exported.`,
  cut: (count: string): string =>
    `The newest ${count} events were exported. There are more: choose fewer days to get the rest.`,
  stopExport: 'Cancel export',
  stopped: 'The export was cancelled.',
} as const;
