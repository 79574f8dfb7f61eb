import { equalSecrets } from '../core/tokens.ts';

/** Who may call the management API: who holds the configured management key. */
export class ManagementAccess {
  readonly #configuredKey: string | undefined;

  /** @param configuredKey without one, nobody may */
  constructor(configuredKey: string | undefined) {
    this.#configuredKey = configuredKey;
  }

  /** Compares in constant time. */
  isAllowed(givenKey: string): boolean {
    return this.#configuredKey !== undefined && equalSecrets(givenKey, this.#configuredKey);
  }
}
