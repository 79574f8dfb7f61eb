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
  fresh: 5 * minute,
  ticket: 10 * minute,
  ticketAfterDeletion: 24 * hour,
  idempotencyKey: 7 * day,
} as const;

/** How many of something there may be. */
export const limits = {
  authenticatorsPerUser: 3,
  wrongCodesPerEnrollment: 5,
  wrongCodesPerTicket: 10,
} as const;
