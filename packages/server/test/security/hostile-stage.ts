import type { Caller } from '@totp-kit/protocol';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { asBearer, asTicket, claimsOf } from '../../src/testing/credentials.ts';
import { SecondFactorSite } from '../../src/testing/second-factor-site.ts';
import { asManagement, type TestServer } from '../../src/testing/test-server.ts';

/** What hostile requests are made with: credentials and IDs that are good for something. */
export interface Props {
  readonly authorizations: Readonly<Record<Exclude<Caller, 'anyone'>, readonly string[]>>;
  readonly ids: readonly string[];
  readonly loginIds: readonly string[];
  readonly codes: readonly string[];
  readonly refreshTokens: readonly string[];
}

/**
 * An attacker with a session, a ticket and a management key of their own, and a victim whose secrets, the canaries, no
 * answer may hold from here on.
 */
export async function stageProps(
  server: TestServer,
  round: number,
): Promise<{ readonly props: Props; readonly canaries: readonly string[] }> {
  const site = new SecondFactorSite(server);
  const victim = await server.signUp(`victim ${round}`);
  const attacker = await server.signUp(`attacker ${round}`);
  const second = await site.enroll(`second ${round}`);
  const login = await site.begin(second);
  const open = await server.call('startEnrollment', {
    body: { action: 'sign-up', loginId: `newcomer ${round}` },
  });
  const userIds = [victim, attacker].map(({ confirmation }) => confirmation.user.userId);
  const manage = await site.ticket({ userId: userIds[1] ?? '', action: 'manage' });
  const key = await server.call('createManagementKey', {
    body: { name: 'attacker', scopes: ['users:read', 'verify', 'keys:write'] },
    headers: asManagement,
  });
  const { session } = attacker.confirmation;
  const headers = asBearer(session?.accessToken);
  const { authenticators } = await server.call('listOwnAuthenticators', { headers });

  const more = await server.call('startEnrollment', { body: { action: 'update-user' }, headers });
  const moreApp = new AuthenticatorApp(more.provisioningUrl);

  const victims = victim.confirmation;
  const now = server.clock.read();
  return {
    props: {
      authorizations: {
        session: [headers.authorization],
        ticket: [asTicket(manage.ticket).authorization],
        management: [asManagement.authorization, asBearer(key.key).authorization],
        invitation: [asTicket(manage.ticket).authorization],
        administrator: [],
      },
      ids: [
        ...userIds,
        more.enrollmentId,
        ...authenticators.map(({ authenticatorId }) => authenticatorId),
        String(claimsOf(session?.accessToken)['sid']),
        key.keyId,
      ],
      loginIds: ['victim', 'attacker', 'second', 'newcomer'].map((name) => `${name} ${round}`),
      codes: [moreApp.codeAt(now), attacker.app.codeAt(now + 30_000), '000000'],
      refreshTokens: [session?.refreshToken ?? ''],
    },
    canaries: [
      victim.enrollment.enrollmentId,
      victim.enrollment.key,
      attacker.enrollment.key,
      more.key,
      open.key,
      open.enrollmentId,
      ...(victims.recoveryCodes ?? []),
      ...(attacker.confirmation.recoveryCodes ?? []),
      ...second.recoveryCodes,
      victims.session?.accessToken ?? '',
      victims.session?.refreshToken ?? '',
      session?.refreshToken ?? '',
      victims.browserToken ?? '',
      login.ticket,
      manage.ticket,
      key.key,
      ...[0, 1, 2, 3].map((steps) => `"${victim.app.codeAt(now + steps * 30_000)}"`),
    ].filter((canary) => canary !== ''),
  };
}
