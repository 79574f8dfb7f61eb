import type { Scope } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import type { ManagementAccess, ManagementGrant } from '../services/management-access.ts';
import type { AppEnvironment } from './environment.ts';

export type Credentials =
  { readonly scheme: 'none' } | { readonly scheme: 'bearer' | 'ticket'; readonly value: string };

const form = /^(bearer|ticket) ([A-Za-z0-9._~+/=-]{1,4096})$/i;

/** What the Authorization header holds (RFC 6750 §2.1). @throws TotpError unauthenticated when it is malformed */
export function readCredentials(c: Context<AppEnvironment>): Credentials {
  const header = c.req.header('authorization');
  if (header === undefined) return { scheme: 'none' };
  const [, scheme, value] = form.exec(header) ?? [];
  if (scheme === undefined || value === undefined) {
    throw new TotpError('unauthenticated', {
      message: 'The Authorization header must be "Bearer <token>" or "Ticket <ticket>".',
    });
  }
  return { scheme: scheme.toLowerCase() === 'ticket' ? 'ticket' : 'bearer', value };
}

/** The management key a request carries, and what it is good for. @throws TotpError unauthenticated */
export async function requireManagement(
  c: Context<AppEnvironment>,
  access: ManagementAccess,
): Promise<ManagementGrant> {
  const credentials = readCredentials(c);
  const grant =
    credentials.scheme === 'bearer' ? await access.grantOf(credentials.value) : undefined;
  if (grant !== undefined) return grant;
  throw new TotpError('unauthenticated', {
    message: 'Send a management key as "Authorization: Bearer <key>".',
  });
}

/** @throws TotpError forbidden when the management key of the request is not good for this */
export function requireScope(c: Context<AppEnvironment>, scope: Scope): void {
  if (c.get('management').scopes.includes(scope)) return;
  throw new TotpError('forbidden', {
    message: `This management key does not have the scope ${scope}.`,
  });
}
