import { TotpVerify } from '@totp-kit/components/react';
import { useState } from 'react';
import { ask, type User } from './site';
import { totpKitServer } from './totp-kit';

/** The password first; then, for who has linked an authenticator app, a code of it. */
export function SignIn({ onUser }: { onUser: (user: User | undefined) => void }) {
  const [ticket, setTicket] = useState<string>();
  const [error, setError] = useState<string>();

  async function enter(path: string, body: object) {
    const answer = await ask(path, body);
    setError(answer.error);
    setTicket(answer.ticket);
    onUser(answer.user);
  }

  if (ticket) {
    return (
      <TotpVerify
        server={totpKitServer}
        action="sign-in"
        ticket={ticket}
        onTotpSuccess={({ proof }) => enter('sign-in/proof', { proof })}
      />
    );
  }
  return (
    <form action={(form) => enter('sign-in', Object.fromEntries(form))}>
      <h1>Sign in</h1>
      <p role="alert">{error}</p>
      <label>
        E-mail <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button>Sign in</button>
      <button formAction={(form) => enter('sign-up', Object.fromEntries(form))}>
        Create an account
      </button>
    </form>
  );
}
