import type { answers as answersOf } from './answers.ts';

type Answers = typeof answersOf;

let current: Answers | undefined;
let loading: Promise<Answers> | undefined;

/** The answers, if they are here already. */
export function currentAnswers(): Answers | undefined {
  return current;
}

/** Loads the answers. After a failure, the next call tries again. */
export function loadAnswers(): Promise<Answers> | Answers {
  loading ??= import('./answers.ts').then(
    ({ answers }) => (current = answers),
    (cause: unknown) => {
      loading = undefined;
      throw cause;
    },
  );
  return loading;
}
