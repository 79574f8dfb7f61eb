import type { Configuration } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import type { ServiceContext } from './context.ts';
import type { ServerKeys } from './server-keys.ts';

/** What a server runs as. */
export interface About {
  readonly version: string;
  /** Every setting with what is in effect, secrets only as `set`. */
  readonly settings: Configuration['settings'];
}

/** What the console shows of how the server is set up: the settings in effect and the state of its keys. */
export class ConfigurationService {
  readonly #context: ServiceContext;
  readonly #keys: Pick<ServerKeys, 'jwks'>;
  readonly #about: About;
  readonly #startedAt: number;

  constructor(context: ServiceContext, keys: Pick<ServerKeys, 'jwks'>, about: About) {
    this.#context = context;
    this.#keys = keys;
    this.#about = about;
    this.#startedAt = context.clock();
  }

  async describe(): Promise<Configuration> {
    const { settings, version } = this.#about;
    return {
      settings,
      keys: await this.#describeKeys(),
      signingKeys: this.#keys.jwks.keys.map(({ kid }) => ({ kid: String(kid) })),
      version,
      startedAt: toIso(this.#startedAt),
    };
  }

  #describeKeys(): Promise<Configuration['keys']> {
    const { keyring, store } = this.#context;
    return Promise.all(
      [...keyring.checkValues.keys()].map(async (keyId, index) => ({
        keyId,
        seals: index === 0,
        sealedCount: await store.countSealedWith(keyId),
      })),
    );
  }
}
