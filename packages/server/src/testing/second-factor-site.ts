import type { CreateTicketBody, Enrollment, Ticket, Verification } from '@totp-kit/protocol';
import { createVerifier, rememberProofs, type TokenVerifier } from '../verify.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import { asTicket } from './credentials.ts';
import { asManagement, ownOrigin, type CallOptions, type TestServer } from './test-server.ts';

/** A user of the site's, who must show a second factor. */
export interface SiteUser {
  readonly userId: string;
  readonly loginId: string;
  readonly app: AuthenticatorApp;
  readonly recoveryCodes: readonly string[];
}

/** A login whose password was right, as the site remembers it until the second factor is shown. */
export interface PendingLogin extends Ticket {
  readonly userId: string;
  readonly audience: string;
  readonly purpose: string;
}

/** A site with a login of its own, in front of which nobody gets in without a proof: what its backend does. */
export class SecondFactorSite {
  readonly audience = 'https://shop.example';
  readonly verifier: TokenVerifier;
  readonly #server: TestServer;

  constructor(server: TestServer) {
    this.#server = server;
    const clock = server.clock.read;
    this.verifier = createVerifier({
      issuer: ownOrigin,
      clock,
      isReplay: rememberProofs({ clock }),
      fetch: (url) => server.fetch(new URL(url).pathname),
    });
  }

  ticket(order: CreateTicketBody): Promise<Ticket> {
    return this.#server.call('createTicket', { body: order, headers: asManagement });
  }

  /** A `ticket` user with an authenticator, who enrolled by a link. */
  async enroll(loginId: string): Promise<SiteUser> {
    const { ticket } = await this.ticket({ loginId, action: 'update-user' });
    const enrollment = await this.#server.call('startEnrollment', {
      body: { action: 'update-user' },
      headers: asTicket(ticket),
    });
    const app = new AuthenticatorApp(enrollment.provisioningUrl);
    const { user, recoveryCodes = [] } = await this.#server.call(
      'confirmEnrollment',
      rightConfirmation(this.#server, enrollment),
    );
    return { userId: user.userId, loginId, app, recoveryCodes };
  }

  /** The password was right: a ticket to verify with. */
  async begin(
    { userId }: Pick<SiteUser, 'userId'>,
    terms: { readonly audience?: string; readonly purpose?: string } = {},
  ): Promise<PendingLogin> {
    const { audience = this.audience, purpose = 'sign-in' } = terms;
    const ticket = await this.ticket({ userId, action: 'sign-in', audience, purpose });
    return { ...ticket, userId, audience, purpose };
  }

  /** What the person types on the page the ticket leads to. */
  async answer(login: PendingLogin, body: { code: string } | { recoveryCode: string }) {
    const verified: Verification = await this.#server.call('verify', {
      body,
      headers: asTicket(login.ticket),
    });
    return verified.proof ?? '';
  }

  /** Whether a proof is for this login, which waits for one. */
  async letsIn(login: PendingLogin, proof: string): Promise<boolean> {
    const { userId: subject, audience, purpose, ticketId } = login;
    const terms = { subject, audience, purpose, ticketId };
    return (await this.verifier.verifyProof(proof, terms)) !== undefined;
  }
}

/** The confirmation of an enrollment with the code of now, to be sent. */
export function rightConfirmation(server: TestServer, enrollment: Enrollment): CallOptions {
  const app = new AuthenticatorApp(enrollment.provisioningUrl);
  return {
    path: { enrollmentId: enrollment.enrollmentId },
    body: { code: app.codeAt(server.clock.read()) },
  };
}
