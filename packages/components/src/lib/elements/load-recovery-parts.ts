import { rejectLostPart } from '../lost-part.ts';
import type * as recoveryParts from './recovery-parts.ts';

export type RecoveryParts = typeof recoveryParts;

/** Loads what is shown of recovery codes. A browser tries again at the next call. */
export function loadRecoveryParts(): Promise<RecoveryParts> {
  return import('./recovery-parts.ts').catch(rejectLostPart);
}
