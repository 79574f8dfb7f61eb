/** One thing that the doctor looked at. */
export interface Finding {
  /** What was looked at, in a few words. */
  readonly subject: string;
  readonly state: 'ok' | 'warning' | 'problem';
  /** What was found, as a sentence. */
  readonly text: string;
  /** What to do about it; nothing where all is well. */
  readonly advice?: string;
}

export function ok(subject: string, text: string): Finding {
  return { subject, state: 'ok', text };
}

export function warning(subject: string, text: string, advice: string): Finding {
  return { subject, state: 'warning', text, advice };
}

export function problem(subject: string, text: string, advice: string): Finding {
  return { subject, state: 'problem', text, advice };
}
