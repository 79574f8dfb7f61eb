import { Router, type RequestHandler } from 'express';
import type { SecondFactor } from './second-factor.ts';
import { describe } from './session.ts';
import type { User, Users } from './users.ts';

/** How long after signing in the first authenticator app may be linked. */
const linkingMs = 10 * 60 * 1000;

const refused = { error: 'This could not be confirmed. Try again.' };

/** What only who is signed in can do. */
export function accountRoutes(services: {
  readonly users: Users;
  readonly secondFactor: SecondFactor;
}): Router {
  const { users, secondFactor } = services;
  const router = Router();

  const requireUser: RequestHandler = (request, response, next) => {
    const user = users.find(request.session.userId);
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
    if (await secondFactor.isLinked(user)) {
      // Another one is added under "Authenticator apps", which asks for a code of the first.
      response.status(409).json({ error: 'You have set up an authenticator app already.' });
      return;
    }
    if (Date.now() - (request.session.signedInAt ?? 0) > linkingMs) {
      response.status(403).json({ error: 'Sign in again to set up an authenticator app.' });
      return;
    }
    response.json({ ticket: await secondFactor.ticketToLink(user) });
  });

  // The page says that it is done; whether that is so, totp-kit knows.
  router.post('/link/done', async (_request, response) => {
    const user: User = response.locals.user;
    await secondFactor.isLinked(user);
    response.json({ user: describe(user) });
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
    request.session.transfer = { ...awaited, amount };
    response.json({ ticket });
  });

  router.post('/transfer/proof', async (request, response) => {
    const awaited = request.session.transfer;
    if (!awaited || !(await secondFactor.isAnswered(awaited, request.body?.proof))) {
      response.status(403).json(refused);
      return;
    }
    delete request.session.transfer;
    response.json({ transferred: awaited.amount });
  });

  router.post('/manage', async (request, response) => {
    const user: User = response.locals.user;
    if (!(await secondFactor.isLinked(user))) {
      response.status(403).json({ error: 'Set up an authenticator app first.' });
      return;
    }
    const { ticket, awaited } = await secondFactor.ask(user, 'look after authenticator apps');
    request.session.manage = awaited;
    response.json({ ticket });
  });

  router.post('/manage/proof', async (request, response) => {
    const user: User = response.locals.user;
    const awaited = request.session.manage;
    if (!awaited || !(await secondFactor.isAnswered(awaited, request.body?.proof))) {
      response.status(403).json(refused);
      return;
    }
    delete request.session.manage;
    response.json({ ticket: await secondFactor.ticketToManage(user) });
  });

  return router;
}
