const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long things live, in milliseconds. */
export const durations = {
  enrollment: 10 * minute,
  accessToken: 10 * minute,
  refreshIdle: 7 * day,
  refreshAbsolute: 30 * day,
  /** The same refresh request within this time is a repeat, not a reuse. */
  refreshRepeat: 10 * second,
  /** How long a JWK Set may be kept. */
  jwksCache: 5 * minute,
  /** A signing key is published so long before it signs, and so long after the last token that it signed has ended. */
  signingKeyOverlap: 15 * minute,
  /** A server that was not seen for so long has ended. */
  serverLives: 30 * second,
  fresh: 5 * minute,
  proof: 2 * minute,
  ticket: 10 * minute,
  ticketAfterDeletion: 24 * hour,
  firstAdministrator: 15 * minute,
  invitation: 24 * hour,
  consoleIdle: 15 * minute,
  consoleAbsolute: 8 * hour,
  knownBrowser: 180 * day,
  /** What was stored may be so far ahead of now, because clocks differ; what is farther is from a clock that was wrong. */
  ahead: minute,
  idempotencyKey: 7 * day,
  minute,
  hour,
  day,
} as const;

/** How many of something there may be. */
export const limits = {
  authenticatorsPerUser: 3,
  recoveryCodesPerUser: 8,
  wrongCodesPerEnrollment: 5,
  wrongCodesPerTicket: 10,
  /** Budgets kept for login IDs that nobody has. */
  unknownLoginIds: 100_000,
  /** Days that audit events are kept, unless configured. */
  auditDays: 400,
  /** Enrollments that the sessions of a user start in an hour, and new sets of recovery codes. */
  ownChangesPerHour: 20,
  /** Audit events kept of each kind that strangers or users cause at will, unless configured. */
  auditFailures: 100_000,
} as const;
