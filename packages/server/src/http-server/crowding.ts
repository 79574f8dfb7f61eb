import type { Crowded } from './connections.ts';

/** Takes a sentence for the log, with what it is about. */
export type WarningLog = (fields: object, message: string) => void;

const quietMs = 60_000;

/** Says when there is no room for connections, and what to do: of each kind once a minute, however often it happens. */
export class CrowdingLog {
  readonly #warn: WarningLog;
  readonly #saidAtMs = new Map<string, number>();

  constructor(warn: WarningLog) {
    this.#warn = warn;
  }

  readonly onCrowded = (crowded: Crowded): void => {
    this.#say(crowded.scope, crowded, advice[crowded.scope]);
  };

  readonly onFault = (error: NodeJS.ErrnoException): void => {
    const { code = 'unknown' } = error;
    const isFull = code === 'EMFILE' || code === 'ENFILE';
    this.#say(
      code,
      { err: error },
      isFull
        ? 'no connection could be accepted, because too many files are open. Raise the limit (systemd: LimitNOFILE=, Docker: --ulimit nofile=, a shell: ulimit -n), or lower TOTP_KIT_MAX_CONNECTIONS'
        : 'a connection could not be accepted',
    );
  };

  #say(kind: string, fields: object, message: string): void {
    const now = performance.now();
    if (now - (this.#saidAtMs.get(kind) ?? -quietMs) < quietMs) return;
    this.#saidAtMs.set(kind, now);
    this.#warn(fields, message);
  }
}

const advice: Readonly<Record<Crowded['scope'], string>> = {
  server:
    'all connections are in use: idle and slow ones are ended for new ones. Behind a proxy, let it keep fewer open; otherwise raise TOTP_KIT_MAX_CONNECTIONS',
  address:
    'an address has as many connections as one may have: its idle ones are ended for new ones, and where none is idle, new ones are refused. If it is your proxy, name it in TOTP_KIT_TRUSTED_PROXIES',
};
