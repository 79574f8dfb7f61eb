import { rejectLostPart } from '../lost-part.ts';
import type * as sessionClient from './session-client.ts';

/** Loads what only a session is asked with. A browser tries again at the next call. */
export function loadSessionClient(): Promise<typeof sessionClient> {
  return import('./session-client.ts').catch(rejectLostPart);
}
