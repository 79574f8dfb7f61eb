import { Router, type RequestHandler } from 'express';
import type { SecondFactor } from './second-factor.ts';
import { ageOf, describe, type Sessions } from './sessions.ts';
import type { User } from './users.ts';

/** How long after signing in the first authenticator app may be linked. */
const linkingMs = 10 * 60 * 1000;

const refused = { error: 'This could not be confirmed. Try again.' };

/** What only who is signed in can do. */
export function accountRoutes(services: {
  readonly secondFactor: SecondFactor;
  readonly sessions: Sessions;
}): Router {
  const { secondFactor, sessions } = services;
  const router = Router();

  const requireUser: RequestHandler = async (request, response, next) => {
    const user = await sessions.whoIsSignedIn(request);
    if (user === undefined) {
      response.status(401).json({ error: 'Sign in first.' });
      return;
    }
    response.locals.user = user;
    next();
  };
  router.use(requireUser);

  router.get('/account', (_request, response) => {
    const user: User = response.locals.user;
    response.json({ ...describe(user), secret: `What only ${user.email} may see` });
  });

  router.post('/link', async (request, response) => {
    const user: User = response.locals.user;
    if (ageOf(request.session) > linkingMs) {
      response.status(403).json({ error: 'Sign in again to set up an authenticator app.' });
      return;
    }
    const question = await secondFactor.askToLink(user);
    if (question === undefined) {
      // Another one is added under "Authenticator apps", which asks for a code of the first.
      response.status(409).json({ error: 'You have set up an authenticator app already.' });
      return;
    }
    sessions.ask(request, 'link', question.awaited);
    response.json({ ticket: question.ticket });
  });

  router.post('/transfer', async (request, response) => {
    const user: User = response.locals.user;
    const amount: unknown = request.body?.amount;
    if (typeof amount !== 'number' || !Number.isInteger(amount) || amount <= 0) {
      response.status(400).json({ error: 'The amount is a whole number above 0.' });
      return;
    }
    if (!(await secondFactor.isLinked(user))) {
      response.status(403).json({ error: 'Set up an authenticator app first.' });
      return;
    }
    const { ticket, awaited } = await secondFactor.ask(user, `transfer ${amount}`);
    sessions.ask(request, 'transfer', { ...awaited, amount });
    response.json({ ticket });
  });

  router.post('/transfer/proof', async (request, response) => {
    const asked = await sessions.answer(request, 'transfer');
    if (asked === undefined) {
      response.status(403).json(refused);
      return;
    }
    response.json({ transferred: asked.amount });
  });

  router.post('/manage', async (request, response) => {
    const user: User = response.locals.user;
    if (!(await secondFactor.isLinked(user))) {
      response.status(403).json({ error: 'Set up an authenticator app first.' });
      return;
    }
    const { ticket, awaited } = await secondFactor.ask(user, 'look after authenticator apps');
    sessions.ask(request, 'manage', awaited);
    response.json({ ticket });
  });

  router.post('/manage/proof', async (request, response) => {
    const user: User = response.locals.user;
    if ((await sessions.answer(request, 'manage')) === undefined) {
      response.status(403).json(refused);
      return;
    }
    response.json({ ticket: await secondFactor.ticketToManage(user) });
  });

  return router;
}
