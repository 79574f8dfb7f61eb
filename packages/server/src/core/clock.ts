/** Milliseconds since 1970 UTC. An argument everywhere, so that tests own their time. */
export type Clock = () => number;

export function toIso(timestampMs: number): string {
  return new Date(timestampMs).toISOString();
}

/** A time that the contract has checked, in milliseconds. */
export function fromIso(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

/** Whole seconds, rounded up, from one time to a later one; at least one. */
export function secondsUntil(untilMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((untilMs - nowMs) / 1000));
}
