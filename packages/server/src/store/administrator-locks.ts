import { query, type Script } from './script.ts';

const lockAll = query<{ administratorId: string }>(`
  SELECT user_id AS "administratorId" FROM users WHERE role IS NOT NULL ORDER BY user_id {{lock}}`);

/** Locks every administrator, in one order: who may do what, and who is left, is decided one after the other. */
export function* lockAdministrators(): Script<void> {
  yield* lockAll.all({});
}
