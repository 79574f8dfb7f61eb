import { TotpError } from '@totp-kit/protocol/errors';
import type { ConnectedElement } from './connected-element.ts';
import { TotpErrorEvent, TotpStepEvent, type StepName } from './events.ts';
import type { Notice } from './flow/notice.ts';
import { loadEndings } from './load-endings.ts';

interface AnyStep {
  readonly name: StepName;
  readonly notice?: Notice | undefined;
  readonly error?: TotpError;
}

interface StepChange {
  readonly step: AnyStep;
  readonly previous: AnyStep;
  readonly flow: { dismissNotice: () => void };
}

/**
 * Tells the page of a change of step and of an error that came with it, the console where the site is at fault, and
 * the element whether it is the one to say something about the error.
 */
export function announceStep(
  element: ConnectedElement,
  { step, previous, flow }: StepChange,
): void {
  if (step.name !== previous.name) element.dispatchEvent(new TotpStepEvent(step.name));
  // What is shown next may be among them.
  if (step.name === 'verifying' || step.name === 'confirming') void loadEndings();
  const error = errorOf(step);
  if (!error || error === errorOf(previous)) return;
  void loadEndings().then((endings) => endings?.reportFault(element.localName, error));
  const isCancelled = !element.dispatchEvent(new TotpErrorEvent(error));
  element.hidesErrors = isCancelled || element.errors !== 'automatic';
  if (isCancelled || element.errors === 'ignore') flow.dismissNotice();
}

/** The error that a step shows. What a person mistyped is none. */
function errorOf({ error, notice }: AnyStep): TotpError | undefined {
  return error ?? (notice instanceof TotpError ? notice : undefined);
}
