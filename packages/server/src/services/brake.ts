import type { ServiceContext } from './context.ts';

const mostFailuresAMinute = 300;
const timesTheSuccesses = 5;

/** The counts are looked at again after so long, or after so many verifications here, whichever comes first. */
const lookEveryMs = 1000;
const lookEveryVerifications = 50;

/**
 * The whole server's brake: many more failures than successes within a minute, from wherever, are an attack on
 * everybody at once. While it lasts, sign-ins from unknown browsers get no window. Failures in the console raise the
 * alarm like others, but only those of users take the users' window: the console has none to lose. The counts are the
 * audit events in the database, so all servers brake together.
 */
export class Brake {
  readonly #context: Pick<ServiceContext, 'store' | 'clock'>;
  #isOn = false;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #verificationsSince = 0;

  constructor(context: Pick<ServiceContext, 'store' | 'clock'>) {
    this.#context = context;
  }

  async isOn(): Promise<boolean> {
    const { store, clock } = this.#context;
    const now = clock();
    this.#verificationsSince += 1;
    const isDue =
      // Either way: a clock may have gone back.
      Math.abs(now - this.#lookedAt) >= lookEveryMs ||
      this.#verificationsSince >= lookEveryVerifications;
    if (!isDue) return this.#isOn;
    this.#lookedAt = now;
    this.#verificationsSince = 0;
    const counts = await store.countVerifications(now, mostFailuresAMinute);
    const { failures, failuresOfUsers, successes } = counts;
    this.#isOn = areAnAttack(failuresOfUsers, successes);
    if (areAnAttack(failures, successes)) await store.recordBrake({ at: now, counts });
    return this.#isOn;
  }
}

function areAnAttack(failures: number, successes: number): boolean {
  return failures > mostFailuresAMinute && failures > timesTheSuccesses * successes;
}
