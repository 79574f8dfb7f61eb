import { TotpError } from '@totp-kit/protocol/errors';
import { TotpErrorEvent, TotpStepEvent } from './events.ts';
import type { SetupStep } from './flow/setup-flow.ts';
import type { VerifyStep } from './flow/verify-flow.ts';
import { isSiteFault } from './site-fault.ts';

type AnyStep = SetupStep | VerifyStep;

/**
 * Tells the page of a change of step and of an error that came with it, and the console where the site is at fault.
 * False: the page takes care of the error, so the element says nothing.
 */
export function announceStep(element: HTMLElement, step: AnyStep, previous: AnyStep): boolean {
  if (step.name !== previous.name) element.dispatchEvent(new TotpStepEvent(step.name));
  const error = errorOf(step);
  if (!error || error === errorOf(previous)) return true;
  if (isSiteFault(error)) console.error(`[totp-kit] <${element.localName}> ${error.message}`);
  return element.dispatchEvent(new TotpErrorEvent(error));
}

/** The error that a step shows. What a person mistyped is none. */
function errorOf(step: AnyStep): TotpError | undefined {
  if (step.name === 'failed') return step.error;
  return 'notice' in step && step.notice instanceof TotpError ? step.notice : undefined;
}
