import { beforeEach, describe } from 'vitest';
import type { Store } from '../store.ts';
import { describeAccountLookups } from './account-lookup-contract.ts';
import { describeAdministrators } from './administrator-contract.ts';
import { describeBudgets } from './budget-contract.ts';
import { describeEnrollments } from './enrollment-contract.ts';
import { describeEvents } from './event-contract.ts';
import { describeHeartbeats } from './heartbeat-contract.ts';
import { describeManagement } from './management-contract.ts';
import { describeSessions } from './session-contract.ts';
import { describeUserListing } from './user-listing-contract.ts';
import { describeVerifications } from './verification-contract.ts';

/** Opens a fresh, empty store; what it opened is closed when the test is over. */
export type OpenStore = () => Promise<Store> | Store;

/** What every store does, whatever it keeps its rows in. Each engine's test calls this. */
export function describeStore(engine: string, openStore: OpenStore): void {
  describe(`the store on ${engine}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openStore();
    });
    const current = (): Store => store;
    describeEnrollments(current);
    describeVerifications(current);
    describeBudgets(current);
    describeAccountLookups(current);
    describeSessions(current);
    describeManagement(current);
    describeAdministrators(current);
    describeEvents(current);
    describeHeartbeats(current);
    describeUserListing(current);
  });
}
