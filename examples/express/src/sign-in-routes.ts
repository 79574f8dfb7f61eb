import { Router } from 'express';
import type { SecondFactor } from './second-factor.ts';
import { beginSession, describe, signIn, signOut } from './session.ts';
import type { Users } from './users.ts';

/** Signing up, in and out. */
export function signInRoutes(services: {
  readonly users: Users;
  readonly secondFactor: SecondFactor;
}): Router {
  const { users, secondFactor } = services;
  const router = Router();

  router.get('/session', (request, response) => {
    const user = users.find(request.session.userId);
    response.json(user ? { user: describe(user) } : {});
  });

  router.post('/sign-up', async (request, response) => {
    const { email, password } = readCredentials(request.body);
    if (!/^\S+@\S+$/.test(email) || password.length < 8) {
      response.status(400).json({ error: 'Give an e-mail address, and 8 characters or more.' });
      return;
    }
    const user = await users.signUp(email, password);
    if (user === undefined) {
      response.status(409).json({ error: 'There is an account with this e-mail address.' });
      return;
    }
    await signIn(request, user.userId);
    response.json({ user: describe(user) });
  });

  router.post('/sign-in', async (request, response) => {
    const { email, password } = readCredentials(request.body);
    const user = await users.checkPassword(email, password);
    if (user === undefined) {
      response.status(401).json({ error: 'The e-mail address or the password is wrong.' });
      return;
    }
    if (await secondFactor.isLinked(user)) {
      const { ticket, awaited } = await secondFactor.ask(user, 'sign in');
      await beginSession(request);
      request.session.signIn = awaited;
      response.json({ ticket });
      return;
    }
    await signIn(request, user.userId);
    response.json({ user: describe(user) });
  });

  router.post('/sign-in/proof', async (request, response) => {
    const awaited = request.session.signIn;
    const user = users.find(awaited?.siteUserId);
    if (!awaited || !user || !(await secondFactor.isAnswered(awaited, request.body?.proof))) {
      response.status(401).json({ error: 'This is not your second factor. Sign in again.' });
      return;
    }
    await signIn(request, user.userId);
    response.json({ user: describe(user) });
  });

  router.post('/sign-out', async (request, response) => {
    await signOut(request);
    response.clearCookie('site').json({});
  });

  return router;
}

function readCredentials(body: unknown): { readonly email: string; readonly password: string } {
  const { email, password } = (body ?? {}) as Record<string, unknown>;
  return { email: readText(email).trim(), password: readText(password) };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
