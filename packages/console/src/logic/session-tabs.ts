/**
 * What one tab tells the others about an administrator.
 * - `signed-in`: their session is in use, and lasts until `endsAt` (milliseconds since the epoch).
 * - `signed-out`: they have signed out.
 * - `ended`: the server says that their session is over.
 */
export type TabNews =
  | {
      readonly state: 'signed-in';
      readonly administratorId: string;
      readonly endsAt: number;
    }
  | { readonly state: 'signed-out' | 'ended'; readonly administratorId: string };

/** What tabs of one console tell each other. */
export interface Tabs {
  tell(news: TabNews): void;
  listen(listener: (news: TabNews) => void): void;
}

/** The tabs of this browser that show the console of one server. A wrong word from one takes a page away or asks the server; it shows nothing to anybody. */
export class SessionTabs implements Tabs {
  readonly #channel: BroadcastChannel;

  /** @param server the URL of the console: others may live on the same origin */
  constructor(server: string) {
    this.#channel = new BroadcastChannel(`totp-kit-console ${server}`);
  }

  tell(news: TabNews): void {
    this.#channel.postMessage(news);
  }

  listen(listener: (news: TabNews) => void): void {
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const news = readNews(data);
      if (news) listener(news);
    });
  }
}

/** A tab may be of another version of the console. */
export function readNews(data: unknown): TabNews | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { state, administratorId, endsAt } = data as Record<string, unknown>;
  if (typeof administratorId !== 'string') return undefined;
  if (state === 'signed-out' || state === 'ended') return { state, administratorId };
  if (state !== 'signed-in' || typeof endsAt !== 'number') return undefined;
  return Number.isFinite(endsAt) ? { state, administratorId, endsAt } : undefined;
}
