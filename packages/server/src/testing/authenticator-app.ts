import { TOTP, URI } from 'otpauth';

/** An authenticator app that scanned a provisioning URL: makes the code of a time. */
export class AuthenticatorApp {
  readonly #totp: TOTP;

  constructor(provisioningUrl: string) {
    const scanned = URI.parse(provisioningUrl);
    if (!(scanned instanceof TOTP)) throw new Error('not a TOTP provisioning URL');
    this.#totp = scanned;
  }

  get issuer(): string {
    return this.#totp.issuer;
  }

  get account(): string {
    return this.#totp.label;
  }

  codeAt(timestampMs: number): string {
    return this.#totp.generate({ timestamp: timestampMs });
  }

  /** A code that no step near the time has. */
  wrongCodeAt(timestampMs: number): string {
    const live = [-2, -1, 0, 1, 2].map((steps) => this.codeAt(timestampMs + steps * 30_000));
    const candidates = ['000000', '111111', '222222', '333333', '444444', '555555'];
    const wrong = candidates.find((candidate) => !live.includes(candidate));
    if (wrong === undefined) throw new Error('every candidate is live');
    return wrong;
  }
}
