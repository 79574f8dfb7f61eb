import { exitCodes } from './exit-codes.ts';
import { CommandFailure } from './failures.ts';
import type { Terminal } from './terminal.ts';

export interface Question {
  /** What is going to be done, as an order without a full stop. */
  readonly action: string;
  /** What that brings about. */
  readonly effect?: string;
  /** What has to be typed; `yes` unless said. */
  readonly wanted?: string;
  /** What to say when something else was. */
  readonly refusal: string;
}

/** Has somebody on a terminal type their consent. @throws CommandFailure when they do not, or nobody is there */
export async function requireConsent(question: Question, terminal: Terminal): Promise<void> {
  const { action, effect, wanted = 'yes', refusal } = question;
  if (!terminal.canAsk) {
    throw new CommandFailure(
      exitCodes.refused,
      `${action}? That needs --yes, because nobody is here to be asked. ${refusal}`,
    );
  }
  terminal.say(effect === undefined ? `${action}?` : `${action}? ${effect}`);
  const answer = await terminal.ask(`Type ${wanted} to go on: `);
  if (answer?.trim() !== wanted) throw new CommandFailure(exitCodes.refused, refusal);
}
