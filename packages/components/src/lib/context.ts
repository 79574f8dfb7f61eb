import { ContextRoot, createContext } from '@lit/context';
import type { SetupFlow } from './flow/setup-flow.ts';

/** What `<totp-setup>` gives to the elements inside it: its flow. They read the step and hand codes to it. */
export const setupContext = createContext<SetupFlow | undefined>('totp-kit-setup');

let contextRoot: ContextRoot | undefined;

/** Lets an element find its `<totp-setup>` even when that is defined later than the element itself. */
export function keepContextRequests(): void {
  if (contextRoot) return;
  contextRoot = new ContextRoot();
  contextRoot.attach(document.documentElement);
}
