import type { PropertyDeclarations, PropertyValues } from 'lit';
import type { TokenPlace } from './client/token-storage.ts';
import type { TotpClient } from './client/totp-client.ts';
import { Countdown } from './countdown.ts';
import type { Notice } from './flow/notice.ts';
import { OwnScreens, type ScreenHost } from './own-screens.ts';
import { TotpElement } from './totp-element.ts';

/**
 * Who deals with errors: the element on the screen the person is on (`automatic`), the page by its `totp-error`
 * listener or an element with `slot="error-<code>"` (`custom`), or nobody (`ignore`: the field is cleared).
 */
export type ErrorHandling = 'automatic' | 'custom' | 'ignore';

/** An element that asks a server, and that a page may give screens of its own. */
export abstract class ConnectedElement extends TotpElement implements ScreenHost {
  static override properties: PropertyDeclarations = {
    server: {},
    storage: {},
    errors: {},
    client: { attribute: false },
    loginId: { attribute: 'login-id' },
    hidesErrors: { state: true },
  };

  /** The URL of the server; the one that the script came from unless given. */
  server: string | undefined;

  /** Where the session is kept on pages that are not of the server's own origin: `memory`, `session` or `local`. */
  storage: TokenPlace = 'session';

  /** Who deals with errors: the element (`automatic`), the page (`custom`), or nobody (`ignore`). */
  errors: ErrorHandling = 'automatic';

  /** Whom to ask instead of a server over HTTP. */
  client: TotpClient | undefined;

  /** @internal Whether the page takes care of the error of this step. */
  hidesErrors = false;

  /** The login ID, where the page knows it; it is not asked for then. */
  loginId: string | undefined;

  /** @internal */
  readonly ownScreens: OwnScreens = new OwnScreens(this);

  /** @internal */
  abstract readonly screen: string;

  /** @internal */
  abstract readonly mainScreen: string;

  /** @internal */
  abstract readonly flow: ScreenHost['flow'];

  /** @internal */
  abstract prepare(): Promise<unknown>;

  /** @internal */
  abstract describe(notice: Notice): string | undefined;

  /** @internal For the element that this is a part of. */
  whenUpdated: (() => void) | undefined;

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.whenUpdated?.();
  }

  readonly #countdown = new Countdown(this, () => this.clock);

  /** @internal */
  get knownLoginId(): string | undefined {
    return this.loginId;
  }

  /** @internal */
  secondsUntil(time: number | undefined): number {
    return this.#countdown.secondsUntil(time);
  }
}
