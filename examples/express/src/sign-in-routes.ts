import { Router } from 'express';
import type { PasswordAttempts } from './password-attempts.ts';
import type { SecondFactor } from './second-factor.ts';
import { describe, type Sessions } from './sessions.ts';
import type { Users } from './users.ts';

const tooMany = { error: 'That was tried too often. Try again in a quarter of an hour.' };

/** Signing up, in and out. */
export function signInRoutes(services: {
  readonly users: Users;
  readonly secondFactor: SecondFactor;
  readonly sessions: Sessions;
  readonly attempts: PasswordAttempts;
}): Router {
  const { users, secondFactor, sessions, attempts } = services;
  const router = Router();

  router.get('/session', async (request, response) => {
    const user = await sessions.whoIsSignedIn(request);
    response.json(user ? { user: describe(user) } : {});
  });

  router.post('/sign-up', async (request, response) => {
    const { email, password } = readCredentials(request.body);
    if (!/^[!-~]{1,64}@[!-~]{1,100}$/.test(email) || password.length < 8) {
      response.status(400).json({ error: 'Give an e-mail address, and 8 characters or more.' });
      return;
    }
    if (!attempts.maySignUp(request.ip)) {
      response.status(429).json(tooMany);
      return;
    }
    const user = await users.signUp(email, password);
    if (user === undefined) {
      response.status(409).json({ error: 'There is an account with this e-mail address.' });
      return;
    }
    await sessions.signIn(request, user, 'password');
    response.json({ user: describe(user) });
  });

  router.post('/sign-in', async (request, response) => {
    const { email, password } = readCredentials(request.body);
    if (!attempts.mayTry(email, request.ip)) {
      response.status(429).json(tooMany);
      return;
    }
    const user = await users.checkPassword(email, password);
    if (user === undefined) {
      response.status(401).json({ error: 'The e-mail address or the password is wrong.' });
      return;
    }
    if (await secondFactor.isLinked(user)) {
      const { ticket, awaited } = await secondFactor.ask(user, 'sign in');
      await sessions.begin(request);
      sessions.ask(request, 'sign in', awaited);
      response.json({ ticket });
      return;
    }
    attempts.succeeded(email);
    await sessions.signIn(request, user, 'password');
    response.json({ user: describe(user) });
  });

  router.post('/sign-in/proof', async (request, response) => {
    const user = users.find((await sessions.answer(request, 'sign in'))?.siteUserId);
    if (user === undefined) {
      response.status(401).json({ error: 'This is not your second factor. Sign in again.' });
      return;
    }
    attempts.succeeded(user.email);
    await sessions.signIn(request, user, 'both');
    response.json({ user: describe(user) });
  });

  // Whether an app is linked, totp-kit knows. The page's proof says that it was linked in this session, which stays;
  // without one, or when it is late, everybody signs in anew.
  router.post('/link/done', async (request, response) => {
    const user = users.find(sessions.find(request, 'link')?.siteUserId);
    if (user === undefined) {
      response.status(401).json({ error: 'Sign in first.' });
      return;
    }
    const isProven = (await sessions.answer(request, 'link')) !== undefined;
    if (isProven) await sessions.signIn(request, user, 'both');
    const signedIn = await sessions.whoIsSignedIn(request);
    response.json(signedIn ? { user: describe(signedIn) } : {});
  });

  router.post('/sign-out', async (request, response) => {
    await sessions.signOut(request);
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
