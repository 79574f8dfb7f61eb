'use client';

import { TotpSetup, TotpVerify } from '@totp-kit/components/react';
import { useState } from 'react';
import { finishLink, finishTransfer, link, signOut, transfer, type Answer } from './actions';

interface AccountProps {
  readonly user: { readonly email: string; readonly isLinked: boolean };
}

/** What somebody is at, and the ticket that the backend made for it. */
interface Task {
  readonly name: 'link' | 'transfer';
  readonly ticket: string;
}

export function Account({ user }: AccountProps) {
  const [task, setTask] = useState<Task>();
  const [status, setStatus] = useState('');
  const [error, setError] = useState<string>();

  function begin(name: Task['name'], { ticket, error }: Answer) {
    setTask(ticket ? { name, ticket } : undefined);
    setStatus('');
    setError(error);
  }

  async function onLinked(proof: string | undefined) {
    await finishLink(proof);
    setTask(undefined);
    setStatus('Your authenticator app is set up.');
  }

  async function onProof(proof: string | undefined) {
    const { transferred, error } = await finishTransfer(proof);
    setTask(undefined);
    setError(error);
    if (transferred) setStatus(`Transferred ${transferred}.`);
  }

  return (
    <>
      <h1>Hello {user.email}</h1>
      <p role="status">{status}</p>
      <p role="alert">{error}</p>
      {user.isLinked ? (
        <button onClick={async () => begin('transfer', await transfer(42))}>Transfer 42</button>
      ) : (
        <button onClick={async () => begin('link', await link())}>
          Set up an authenticator app
        </button>
      )}
      <button onClick={signOut}>Sign out</button>

      {task?.name === 'link' && (
        <TotpSetup
          server="/api/auth"
          action="update-user"
          ticket={task.ticket}
          onTotpSuccess={({ proof }) => onLinked(proof)}
        />
      )}
      {task?.name === 'transfer' && (
        <TotpVerify
          server="/api/auth"
          action="step-up"
          ticket={task.ticket}
          onTotpSuccess={({ proof }) => onProof(proof)}
        />
      )}
    </>
  );
}
