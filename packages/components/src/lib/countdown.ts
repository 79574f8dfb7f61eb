import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from './clock.ts';

/** Renders its host again every second until a time is reached. */
export class Countdown implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clock: () => Clock;
  #cancel: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, clock: () => Clock) {
    this.#host = host;
    this.#clock = clock;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#cancel?.();
  }

  /** Whole seconds left until a time in milliseconds since the epoch; 0 when there is nothing to wait for. */
  secondsUntil(time: number | undefined): number {
    this.#cancel?.();
    const leftMs = (time ?? 0) - this.#clock().now();
    if (leftMs <= 0) return 0;
    const untilNextSecondMs = leftMs % 1000 || 1000;
    this.#cancel = this.#clock().after(untilNextSecondMs, () => this.#host.requestUpdate());
    return Math.ceil(leftMs / 1000);
  }
}
