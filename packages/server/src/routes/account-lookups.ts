import { operations } from '@totp-kit/protocol';
import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { Services } from '../services/services.ts';
import { serve } from './operation.ts';

/** Whether a login ID has an account, for flows that go on to sign in or to sign up. */
export function serveAccountLookups(app: Hono<AppEnvironment>, { accountLookups }: Services): void {
  serve(app, operations.lookUpAccount, ({ body, context }) =>
    accountLookups.lookUp({ loginId: body.loginId, clientAddress: context.get('clientAddress') }),
  );
}
