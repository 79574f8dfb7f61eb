/** How long a connection may take for what, in milliseconds. */
export interface SocketTimes {
  /** From its beginning to the end of a request's headers. */
  readonly headersMs: number;
  /** To the end of a request's body. */
  readonly requestMs: number;
  /** To read an answer that is ready. */
  readonly answerMs: number;
  /** Without a request. */
  readonly idleMs: number;
  /** How often it is looked at who takes too long. */
  readonly checkingMs: number;
}

export const socketTimes: SocketTimes = {
  headersMs: 10_000,
  requestMs: 15_000,
  answerMs: 60_000,
  // Longer than proxies and load balancers keep a connection, or they send a request on one that has just ended.
  idleMs: 75_000,
  // Node itself looks every 30 s unless it is told.
  checkingMs: 1000,
};
