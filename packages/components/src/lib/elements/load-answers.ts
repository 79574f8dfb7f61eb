import type * as answersModule from './answers.ts';

export type Answers = typeof answersModule;

let answers: Answers | undefined;
let loading: Promise<Answers> | undefined;

/** The answers, if they are here already. */
export function currentAnswers(): Answers | undefined {
  return answers;
}

/** Loads the answers. After a failure, the next call tries again. */
export function loadAnswers(): Promise<Answers> {
  loading ??= import('./answers.ts').then(
    (module) => (answers = module),
    (cause: unknown) => {
      loading = undefined;
      throw cause;
    },
  );
  return loading;
}
