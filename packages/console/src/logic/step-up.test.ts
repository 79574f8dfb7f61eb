import type { ConsoleSession } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { describe, expect, it } from 'vitest';
import { sessionOf } from '../testing/answers.ts';
import { CodeQuestion } from './code-question.ts';
import { identityOf } from './identity.ts';
import { AskerGoneError, NotConfirmedError, StepUp } from './step-up.ts';

/** A place that administrators sit down at and leave. */
class Seat {
  who: ConsoleSession | undefined = sessionOf('administrator');
  readonly #listeners = new Set<() => void>();

  readonly identify = (): string | undefined => identityOf(this.who);

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  take(who: ConsoleSession | undefined): void {
    this.who = who;
    for (const listener of this.#listeners) listener();
  }
}

const identify = (): string => 'root';

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
    const stepUp = new StepUp({ ask: async () => (session.isFresh = true), identify });
    expect(await stepUp.run(request)).toBe('done');
    expect(asked).toHaveLength(2);
  });

  it('does nothing when none is given', async () => {
    const { asked, request } = staleRequest({ isFresh: false });
    const stepUp = new StepUp({ ask: async () => false, identify });
    await expect(stepUp.run(request)).rejects.toThrow(NotConfirmedError);
    expect(asked).toHaveLength(1);
  });

  it('asks once for requests that wait together', async () => {
    const session = { isFresh: false };
    const question = new CodeQuestion(new Seat());
    let questions = 0;
    const ask = (): Promise<boolean> => {
      questions += 1;
      return question.ask();
    };
    const stepUp = new StepUp({ ask, identify });
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

  for (const [what, next] of [
    ['signs in', sessionOf('administrator', 'somebody else')],
    ['has another role', sessionOf('support')],
    ['has signed out', undefined],
  ] as const) {
    it(`drops a request when who asked is not there any more: somebody ${what}`, async () => {
      const seat = new Seat();
      const question = new CodeQuestion(seat);
      const stepUp = new StepUp({ ask: () => question.ask(), identify: seat.identify });
      const { asked, request } = staleRequest({ isFresh: false });
      const answer = stepUp.run(request);
      while (!question.isOpen) await Promise.resolve();
      seat.take(next);
      question.answer('confirmed');
      await expect(answer).rejects.toThrow(AskerGoneError);
      expect(asked).toHaveLength(1);
      expect(question.isOpen).toBe(false);
    });
  }

  it('asks nobody else for the code of a request that was on its way', async () => {
    const seat = new Seat();
    const question = new CodeQuestion(seat);
    const stepUp = new StepUp({ ask: () => question.ask(), identify: seat.identify });
    const answer = stepUp.run(staleRequest({ isFresh: false }).request);
    seat.take(sessionOf('administrator', 'somebody else'));
    await expect(answer).rejects.toThrow(AskerGoneError);
    expect(question.isOpen).toBe(false);
  });

  it('hands on every other error without asking', async () => {
    const stepUp = new StepUp({ ask: () => Promise.reject(new Error('asked')), identify });
    const refuse = (): Promise<never> => Promise.reject(new TotpError('conflict'));
    await expect(stepUp.run(refuse)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('CodeQuestion', () => {
  it('is open until it is answered, and says so to who listens', async () => {
    const question = new CodeQuestion(new Seat());
    const seen: boolean[] = [];
    const stop = question.subscribe(() => seen.push(question.isOpen));
    const answer = question.ask();
    question.answer('no');
    expect(await answer).toBe(false);
    stop();
    question.answer('no');
    expect(seen).toEqual([true, false]);
  });

  it('stays open while the same administrator goes on, and asks nobody when nobody is there', async () => {
    const seat = new Seat();
    const question = new CodeQuestion(seat);
    const answer = question.ask();
    seat.take(sessionOf('administrator'));
    expect(question.isOpen).toBe(true);
    seat.take(undefined);
    expect(await answer).toBe(false);
    expect(await question.ask()).toBe(false);
  });
});
