'use server';

import { refresh } from 'next/cache';
import { askForProof, askToLink, isLinked } from '../lib/second-factor';
import { answer, ask, beginSession, endSession, sessionAge, whoIsSignedIn } from '../lib/session';
import * as users from '../lib/users';

export interface Answer {
  /** The permission to ask for a code: for this user, for this purpose, once. */
  readonly ticket?: string;
  readonly transferred?: number;
  /** Why the site refused, for the person to read. */
  readonly error?: string;
}

/** How long after signing in the first authenticator app may be linked. */
const linkingMs = 10 * 60 * 1000;

const signInFirst: Answer = { error: 'Sign in first.' };
const appIsGone: Answer = { error: 'Set up your authenticator app by the link that we sent.' };

export async function signUp(form: FormData): Promise<Answer> {
  const { email, password } = readCredentials(form);
  if (!/^[!-~]{1,64}@[!-~]{1,100}$/.test(email) || password.length < 8) {
    return { error: 'Give an e-mail address, and 8 characters or more.' };
  }
  const user = await users.signUp(email, password);
  if (!user) return { error: 'There is an account with this e-mail address.' };
  await beginSession({ userId: user.userId });
  return {};
}

// MISSING HERE, NEEDED IN A REAL SITE: count attempts by account and by address before the password is checked, as
// examples/express does in password-attempts.ts. totp-kit slows down guesses of codes only.
export async function signIn(form: FormData): Promise<Answer> {
  const { email, password } = readCredentials(form);
  const user = await users.checkPassword(email, password);
  if (!user) return { error: 'The e-mail address or the password is wrong.' };
  if (!(await isLinked(user))) {
    await beginSession({ userId: user.userId });
    return {};
  }
  const question = await askForProof(user, 'sign in');
  if (!question) return appIsGone;
  await beginSession({}, question.awaited);
  return { ticket: question.ticket };
}

/** The second factor of a sign-in. */
export async function proveSignIn(proof: string | undefined): Promise<Answer> {
  const asked = await answer('signIn', proof);
  if (!asked) return { error: 'This is not your second factor. Sign in again.' };
  await beginSession({ userId: asked.siteUserId, hasTypedCode: true });
  return {};
}

export async function signOut(): Promise<void> {
  await endSession();
}

export async function link(): Promise<Answer> {
  const user = await whoIsSignedIn();
  if (!user) return signInFirst;
  if ((await sessionAge()) > linkingMs) {
    return { error: 'Sign in again to set up an authenticator app.' };
  }
  const question = await askToLink(user);
  if (!question) return { error: 'You have set up an authenticator app already.' };
  await ask('link', question.awaited);
  return { ticket: question.ticket };
}

/** The app is linked. By the proof of its first code this session stays; without one everybody signs in anew. */
export async function finishLink(proof: string | undefined): Promise<void> {
  const asked = await answer('link', proof);
  if (asked) await beginSession({ userId: asked.siteUserId, hasTypedCode: true });
  refresh();
}

export async function transfer(amount: number): Promise<Answer> {
  const user = await whoIsSignedIn();
  if (!user) return signInFirst;
  if (!Number.isInteger(amount) || amount <= 0) {
    return { error: 'The amount is a whole number above 0.' };
  }
  if (!(await isLinked(user))) return { error: 'Set up an authenticator app first.' };
  const question = await askForProof(user, `transfer ${amount}`);
  if (!question) return appIsGone;
  await ask('transfer', { ...question.awaited, amount });
  return { ticket: question.ticket };
}

export async function finishTransfer(proof: string | undefined): Promise<Answer> {
  const asked = await answer('transfer', proof);
  if (!asked) return { error: 'This could not be confirmed. Try again.' };
  return { transferred: asked.amount };
}

function readCredentials(form: FormData) {
  return { email: String(form.get('email')).trim(), password: String(form.get('password')) };
}
