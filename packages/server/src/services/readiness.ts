/** Why a server should get no requests; what is true of several at once is told in this order. */
const kinds = ['stopping', 'storage', 'clock', 'keys'] as const;

export type Unreadiness = (typeof kinds)[number];

/** Takes what operators have to know. */
export interface ReadinessLog {
  warn(fields: object, message: string): void;
}

/** Whether a server should get requests. It is state, kept by who finds out: to ask for it costs nothing. */
export class Readiness {
  readonly #log: ReadinessLog;
  readonly #reasons = new Set<Unreadiness>();

  constructor(log: ReadinessLog) {
    this.#log = log;
  }

  /** Undefined while it is ready. */
  get reason(): Unreadiness | undefined {
    return this.#reasons.size === 0 ? undefined : kinds.find((kind) => this.#reasons.has(kind));
  }

  /** @param why what is wrong and what to do; the log says it once, until it is over */
  turnOff(reason: Unreadiness, why: string): void {
    if (this.#reasons.has(reason)) return;
    this.#reasons.add(reason);
    this.#log.warn({ reason }, `not ready: ${why}`);
  }

  /** One reason is over; there may be others. */
  turnOn(reason: Unreadiness): void {
    if (!this.#reasons.delete(reason)) return;
    const { reason: next } = this;
    this.#log.warn(
      { reason },
      next === undefined ? `ready again: ${reason}` : `${reason} is right again, ${next} is not`,
    );
  }
}
