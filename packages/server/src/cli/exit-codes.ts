/** What the exit code of every command means. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  partlyDone: 5,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The same in words, in their order. */
export const exitCodeMeanings: readonly string[] = [
  'done',
  'could not be done: configuration, storage, or a fault',
  'not how the command is used',
  'nothing or nobody found',
  'refused: by a rule that the message names, or by you when you were asked',
  'done in part',
];
