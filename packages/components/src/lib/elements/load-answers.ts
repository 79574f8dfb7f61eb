import type { answers as answersOf } from './answers.ts';

type Answers = typeof answersOf;

let current: Answers | undefined;
let loading: Promise<Answers | undefined> | undefined;

/** The answers, if they are here already. */
export function currentAnswers(): Answers | undefined {
  return current;
}

/** Loads the answers. After a failure there are none, and the next call tries again. */
export function loadAnswers(): Promise<Answers | undefined> | Answers {
  loading ??= import('./answers.ts').then(
    ({ answers }) => (current = answers),
    () => (loading = undefined),
  );
  return loading;
}
