'use client';

import { TotpVerify } from '@totp-kit/components/react';
import { useState } from 'react';
import { proveSignIn, signIn, signUp, type Answer } from './actions';

/** The password first; then, for who has linked an authenticator app, a code of it. */
export function SignIn() {
  const [{ ticket, error }, setAnswer] = useState<Answer>({});

  if (ticket) {
    return (
      <TotpVerify
        server="/api/auth"
        action="sign-in"
        ticket={ticket}
        onTotpSuccess={async ({ proof }) => setAnswer(await proveSignIn(proof))}
      />
    );
  }
  return (
    <form action={async (form) => setAnswer(await signIn(form))}>
      <h1>Sign in</h1>
      <p role="alert">{error}</p>
      <label>
        E-mail <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button>Sign in</button>
      <button formAction={async (form) => setAnswer(await signUp(form))}>Create an account</button>
    </form>
  );
}
