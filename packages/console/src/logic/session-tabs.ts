/** What tabs of one console tell each other: until when their session lasts, in milliseconds since the epoch. */
export interface Tabs {
  tell(endsAt: number): void;
  listen(listener: (endsAt: number) => void): void;
}

/** The tabs of this browser. A wrong word from one moves a warning; the server alone ends sessions. */
export class SessionTabs implements Tabs {
  readonly #channel = new BroadcastChannel('totp-kit-console');

  tell(endsAt: number): void {
    this.#channel.postMessage(endsAt);
  }

  listen(listener: (endsAt: number) => void): void {
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'number' && Number.isFinite(data)) listener(data);
    });
  }
}
