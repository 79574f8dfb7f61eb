import { TotpError } from '@totp-kit/protocol/errors';
import { describe, expect, it } from 'vitest';
import { CodeQuestion } from './code-question.ts';
import { NotConfirmedError, StepUp } from './step-up.ts';

/** A request that the server refuses until the session is fresh. */
function staleRequest(session: { isFresh: boolean }) {
  const asked: number[] = [];
  const request = async (): Promise<string> => {
    asked.push(asked.length);
    if (!session.isFresh) throw new TotpError('session_not_fresh');
    return 'done';
  };
  return { asked, request };
}

describe('StepUp', () => {
  it('goes on with the same request once a code is given', async () => {
    const session = { isFresh: false };
    const { asked, request } = staleRequest(session);
    const stepUp = new StepUp(async () => (session.isFresh = true));
    expect(await stepUp.run(request)).toBe('done');
    expect(asked).toHaveLength(2);
  });

  it('does nothing when none is given', async () => {
    const { asked, request } = staleRequest({ isFresh: false });
    const stepUp = new StepUp(async () => false);
    await expect(stepUp.run(request)).rejects.toThrow(NotConfirmedError);
    expect(asked).toHaveLength(1);
  });

  it('asks once for requests that wait together', async () => {
    const session = { isFresh: false };
    const question = new CodeQuestion();
    let questions = 0;
    const stepUp = new StepUp(() => {
      questions += 1;
      return question.ask();
    });
    const both = Promise.all([
      stepUp.run(staleRequest(session).request),
      stepUp.run(staleRequest(session).request),
    ]);
    while (!question.isOpen) await Promise.resolve();
    session.isFresh = true;
    question.answer('confirmed');
    expect(await both).toEqual(['done', 'done']);
    expect(questions).toBe(1);
  });

  it('hands on every other error without asking', async () => {
    const stepUp = new StepUp(() => Promise.reject(new Error('asked')));
    const refuse = (): Promise<never> => Promise.reject(new TotpError('conflict'));
    await expect(stepUp.run(refuse)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('CodeQuestion', () => {
  it('is open until it is answered, and says so to who listens', async () => {
    const question = new CodeQuestion();
    const seen: boolean[] = [];
    const stop = question.subscribe(() => seen.push(question.isOpen));
    const answer = question.ask();
    question.answer('no');
    expect(await answer).toBe(false);
    stop();
    question.answer('no');
    expect(seen).toEqual([true, false]);
  });
});
