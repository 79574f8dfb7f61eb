import { TotpSetup, TotpVerify } from '@totp-kit/components/react';
import { useState } from 'react';
import { ask, type User } from './site';
import { totpKitServer } from './totp-kit';

interface AccountProps {
  readonly user: User;
  readonly onUser: (user: User | undefined) => void;
}

/** What somebody is at, and the ticket that the backend made for it. */
interface Task {
  readonly name: 'link' | 'transfer';
  readonly ticket: string;
}

export function Account({ user, onUser }: AccountProps) {
  const [task, setTask] = useState<Task>();
  const [status, setStatus] = useState('');
  const [error, setError] = useState<string>();

  async function begin(name: Task['name'], body: object) {
    const { ticket, error } = await ask(name, body);
    setTask(ticket ? { name, ticket } : undefined);
    setStatus('');
    setError(error);
  }

  async function finishLink(proof: string | undefined) {
    const answer = await ask('link/done', { proof });
    setTask(undefined);
    setError(answer.error);
    if (answer.error) return;
    setStatus('Your authenticator app is set up.');
    onUser(answer.user);
  }

  async function finishTransfer(proof: string | undefined) {
    const { transferred, error } = await ask('transfer/proof', { proof });
    setTask(undefined);
    setError(error);
    if (transferred) setStatus(`Transferred ${transferred}.`);
  }

  async function signOut() {
    await ask('sign-out', {});
    onUser(undefined);
  }

  return (
    <>
      <h1>Hello {user.email}</h1>
      <p role="status">{status}</p>
      <p role="alert">{error}</p>
      {user.isLinked ? (
        <button onClick={() => begin('transfer', { amount: 42 })}>Transfer 42</button>
      ) : (
        <button onClick={() => begin('link', {})}>Set up an authenticator app</button>
      )}
      <button onClick={signOut}>Sign out</button>

      {task?.name === 'link' && (
        <TotpSetup
          server={totpKitServer}
          action="update-user"
          ticket={task.ticket}
          onTotpSuccess={({ proof }) => finishLink(proof)}
        />
      )}
      {task?.name === 'transfer' && (
        <TotpVerify
          server={totpKitServer}
          action="step-up"
          ticket={task.ticket}
          onTotpSuccess={({ proof }) => finishTransfer(proof)}
        />
      )}
    </>
  );
}
