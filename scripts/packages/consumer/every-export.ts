// Every module of the three packages, as a site's compiler meets them.
// Each @ts-expect-error is a mistake that the types must catch: where they do not, the compiler fails.
import * as elements from '@totp-kit/components';
import { createTotpClient } from '@totp-kit/components/client';
import { TotpSetupElement } from '@totp-kit/components/elements/totp-setup';
import { SetupFlow } from '@totp-kit/components/headless.js';
import { HttpManagementClient } from '@totp-kit/components/management';
import '@totp-kit/components/totp-setup';
import { TotpVerifyElement } from '@totp-kit/components/totp-verify.js';
import { TotpUsersElement } from '@totp-kit/components/totp-users';
import { operations, type Session } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { ManagementRequests } from '@totp-kit/protocol/management';
import { createTotpKit } from '@totp-kit/server';
import { proofOf } from '@totp-kit/server/express';
import { requireSession } from '@totp-kit/server/hono';
import { createManagementClient } from '@totp-kit/server/management';
import { readSession } from '@totp-kit/server/next';
import { toNodeHandler } from '@totp-kit/server/node';
import { createVerifier } from '@totp-kit/server/verify';

export const used = [
  elements.TotpFlowElement,
  createTotpClient,
  TotpSetupElement,
  SetupFlow,
  HttpManagementClient,
  TotpUsersElement,
  operations,
  TotpError,
  ManagementRequests,
  createTotpKit,
  proofOf,
  requireSession,
  createManagementClient,
  readSession,
  toNodeHandler,
  createVerifier,
];

const setup = new TotpSetupElement();
setup.ticket = 'tkt';
setup.addEventListener('totp-success', ({ user, session }) => {
  const answer: Session | undefined = session;
  console.log(user.loginId, answer);
});

const verify: TotpVerifyElement = document.createElement('totp-verify');
verify.action = 'step-up';
// @ts-expect-error There is no such action.
verify.action = 'sign-off';
