import type { Outcome } from '../../flow/authenticators-step.ts';
import type { AuthenticatorsMessages } from '../../messages/catalogue.ts';

const messages = {
  added: 'ownWasAdded',
  replaced: 'ownWasReplaced',
  renamed: 'ownWasRenamed',
  removed: 'ownWasRemoved',
  renewed: 'ownWasRenewed',
  'session-ended': 'ownSessionEnded',
  'browsers-forgotten': 'ownBrowsersForgotten',
  gone: 'ownGone',
} as const satisfies Record<Outcome, keyof AuthenticatorsMessages>;

/** What has come of it, in words. */
export function wordOutcome(outcome: Outcome | undefined, texts: AuthenticatorsMessages): string {
  return outcome ? texts[messages[outcome]] : '';
}
