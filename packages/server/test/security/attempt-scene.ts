import type { Enrollment } from '@totp-kit/protocol';
import { asTicket } from '../../src/testing/credentials.ts';
import type {
  PendingLogin,
  SecondFactorSite,
  SiteUser,
} from '../../src/testing/second-factor-site.ts';
import type { TestServer } from '../../src/testing/test-server.ts';

/** The victim’s password is known to the attacker; what is between them is the second factor. */
export interface Scene {
  readonly server: TestServer;
  readonly site: SecondFactorSite;
  readonly victim: SiteUser;
  /** A user of the same site, with a second factor of their own. */
  readonly attacker: SiteUser;
  /** The attacker typed the victim’s password: this waits for the victim’s second factor. */
  readonly login: PendingLogin;
}

/** The code that the user’s app shows. */
export function codeNow({ clock }: TestServer, { app }: SiteUser): string {
  return app.codeAt(clock.read());
}

/** Gives a code or recovery code that is refused; says how. */
export async function verify(server: TestServer, body: object, headers = {}): Promise<string> {
  return (await server.refused('verify', { body, headers })).code;
}

/** Gives something for a proof of the login that waits. */
export async function givenFor({ site, login }: Scene, proof = ''): Promise<string> {
  return (await site.letsIn(login, proof)) ? 'let in' : 'no_proof';
}

/** Begins to add an authenticator on the strength of a link that the site gave. */
export async function startUpdate(
  server: TestServer,
  site: SecondFactorSite,
  { userId }: SiteUser,
): Promise<Enrollment> {
  const { ticket } = await site.ticket({ userId, action: 'update-user' });
  const headers = asTicket(ticket);
  return server.call('startEnrollment', { body: { action: 'update-user' }, headers });
}
