'use server';

import { refresh } from 'next/cache';
import { askForProof, askToLink, isAnswered, isLinked } from '../lib/second-factor';
import { beginSession, endSession, readSession } from '../lib/session';
import * as users from '../lib/users';

export interface Answer {
  /** The permission to ask for a code: for this user, for this purpose, once. */
  readonly ticket?: string;
  readonly transferred?: number;
  /** Why the site refused, for the person to read. */
  readonly error?: string;
}

export async function signUp(form: FormData): Promise<Answer> {
  const { email, password } = readCredentials(form);
  if (!/^\S+@\S+$/.test(email) || password.length < 8) {
    return { error: 'Give an e-mail address, and 8 characters or more.' };
  }
  const user = await users.signUp(email, password);
  if (!user) return { error: 'There is an account with this e-mail address.' };
  await beginSession({ userId: user.userId });
  return {};
}

export async function signIn(form: FormData): Promise<Answer> {
  const { email, password } = readCredentials(form);
  const user = await users.checkPassword(email, password);
  if (!user) return { error: 'The e-mail address or the password is wrong.' };
  if (!(await isLinked(user))) {
    await beginSession({ userId: user.userId });
    return {};
  }
  const { ticket, awaited } = await askForProof(user, 'sign in');
  await beginSession({ signIn: awaited });
  return { ticket };
}

/** The second factor of a sign-in. */
export async function proveSignIn(proof: string | undefined): Promise<Answer> {
  const { signIn: awaited } = await readSession();
  if (!awaited || !(await isAnswered(awaited, proof))) {
    return { error: 'This is not your second factor. Sign in again.' };
  }
  await beginSession({ userId: awaited.siteUserId });
  return {};
}

export async function signOut(): Promise<void> {
  await endSession();
}

export async function link(): Promise<Answer> {
  const user = await requireUser();
  if (await isLinked(user)) return { error: 'You have set up an authenticator app already.' };
  return { ticket: await askToLink(user) };
}

/** The app is linked: the page asks totp-kit anew. */
export async function finishLink(): Promise<void> {
  refresh();
}

export async function transfer(amount: number): Promise<Answer> {
  const user = await requireUser();
  if (!Number.isInteger(amount) || amount <= 0) {
    return { error: 'The amount is a whole number above 0.' };
  }
  if (!(await isLinked(user))) return { error: 'Set up an authenticator app first.' };
  const { ticket, awaited } = await askForProof(user, `transfer ${amount}`);
  await beginSession({ userId: user.userId, transfer: { ...awaited, amount } });
  return { ticket };
}

export async function finishTransfer(proof: string | undefined): Promise<Answer> {
  const { userId, transfer: awaited } = await readSession();
  if (!awaited || !userId || !(await isAnswered(awaited, proof))) {
    return { error: 'This could not be confirmed. Try again.' };
  }
  await beginSession({ userId });
  return { transferred: awaited.amount };
}

async function requireUser() {
  const user = users.findUser((await readSession()).userId);
  if (!user) throw new Error('Nobody is signed in.');
  return user;
}

function readCredentials(form: FormData) {
  return { email: String(form.get('email')).trim(), password: String(form.get('password')) };
}
