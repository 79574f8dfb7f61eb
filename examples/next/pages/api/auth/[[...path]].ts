import { toNodeHandler } from '@totp-kit/server/node';
import type { NextApiRequest, NextApiResponse } from 'next';
import { totpKit } from '../../../lib/totp-kit';

// totp-kit reads the body, and answers every request below /api/auth.
export const config = { api: { bodyParser: false, externalResolver: true } };

/** In `pages`, because a request there has the address that it came from, which attempts are counted by. */
export default async function handle(request: NextApiRequest, response: NextApiResponse) {
  const handler = toNodeHandler(await totpKit());
  await handler(request, response);
}
