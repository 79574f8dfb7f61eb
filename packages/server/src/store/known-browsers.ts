import { durations } from '../core/durations.ts';
import { forgetBudget } from './attempt-budgets.ts';
import { command, query, type Script } from './script.ts';

/** A browser token for a success to issue. */
export interface NewBrowser {
  readonly browserId: string;
  readonly tokenHash: string;
}

export interface BrowserRecord {
  readonly browserId: string;
  readonly userId: string;
}

/** A known browser as an operator sees it. */
export interface ListedBrowser {
  readonly browserId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface KnownBrowserStore {
  /** The browsers that are known as a user's, newest first. */
  listBrowsers(userId: string, now: number): Promise<readonly ListedBrowser[]>;
}

const selectBrowsers = query<ListedBrowser>(`
  SELECT browser_id AS "browserId", created_at AS "createdAt", expires_at AS "expiresAt" FROM known_browsers
  WHERE user_id = :userId AND expires_at > :now ORDER BY created_at DESC, browser_id DESC`);

const isOfToken = `token_hash = :tokenHash AND expires_at > :now
    AND expires_at - ${durations.knownBrowser + durations.ahead} <= :now`;

const selectBrowser = query<BrowserRecord>(`
  SELECT browser_id AS "browserId", user_id AS "userId" FROM known_browsers
  WHERE ${isOfToken} AND user_id = :userId`);

const selectKnown = query<{ browserId: string }>(`
  SELECT browser_id AS "browserId" FROM known_browsers
  WHERE ${isOfToken} AND user_id = (SELECT user_id FROM users WHERE login_id_canonical = :loginIdCanonical)`);

const insertBrowser = command(`
  INSERT INTO known_browsers (browser_id, token_hash, user_id, created_at, expires_at)
  VALUES (:browserId, :tokenHash, :userId, :now, :expiresAt)`);

const extendBrowser = command(
  'UPDATE known_browsers SET expires_at = :expiresAt WHERE browser_id = :browserId',
);

const removeBrowser = command('DELETE FROM known_browsers WHERE browser_id = :browserId');
const removeBrowsers = command('DELETE FROM known_browsers WHERE user_id = :userId');

export function listBrowsers(userId: string, now: number): Script<readonly ListedBrowser[]> {
  return selectBrowsers.all({ userId, now });
}

/** The browser of a token, if it has signed this user in before. */
export function findBrowser(search: {
  readonly tokenHash: string;
  readonly userId: string;
  readonly now: number;
}): Script<BrowserRecord | undefined> {
  return selectBrowser.first(search);
}

/** Whether the browser of a token has signed in whoever has this login ID. Nobody's row is locked. */
export function* isBrowserKnown(search: {
  readonly tokenHash: string;
  readonly loginIdCanonical: string;
  readonly now: number;
}): Script<boolean> {
  return (yield* selectKnown.first(search)) !== undefined;
}

export function* addBrowser(
  browser: NewBrowser,
  { userId, now }: { readonly userId: string; readonly now: number },
): Script<void> {
  yield* insertBrowser.run({ ...browser, userId, now, expiresAt: now + durations.knownBrowser });
}

/** A browser that signed its user in again stays known from now on. */
export function* keepBrowser(browserId: string, now: number): Script<void> {
  yield* extendBrowser.run({ browserId, expiresAt: now + durations.knownBrowser });
}

export function* forgetBrowser(browserId: string): Script<void> {
  yield* removeBrowser.run({ browserId });
  yield* forgetBudget(browserSubject(browserId));
}

/** Forgets every browser of a user and says how many there were. */
export function forgetBrowsersOfUser(userId: string): Script<number> {
  return removeBrowsers.run({ userId });
}

export function browserSubject(browserId: string): string {
  return `browser:${browserId}`;
}
