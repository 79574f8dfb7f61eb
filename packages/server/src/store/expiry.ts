import { durations } from '../core/durations.ts';
import { command, query, type Script } from './script.ts';

export interface ExpiryStore {
  /** Deletes what has expired and can no longer matter. */
  sweepExpired(now: number): Promise<void>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
}

const sweeps = [
  command('DELETE FROM enrollments WHERE expires_at <= :now'),
  command('DELETE FROM tickets WHERE expires_at <= :now'),
  command('DELETE FROM refresh_tokens WHERE expires_at <= :now'),
  command(`DELETE FROM sessions WHERE expires_at <= :now OR ended_at <= :endedBefore`),
  command('DELETE FROM attempt_budgets WHERE expires_at <= :now AND waiting_until <= :now'),
  command('DELETE FROM totp_deletion_requests WHERE created_at <= :repeatableBefore'),
];

const selectOne = query<{ one: number }>('SELECT 1 AS one');

export function* sweepExpired(now: number): Script<void> {
  const parameters = {
    now,
    endedBefore: now - durations.refreshIdle,
    repeatableBefore: now - durations.idempotencyKey,
  };
  for (const sweep of sweeps) yield* sweep.run(parameters);
}

export function* ping(): Script<void> {
  yield* selectOne.first({});
}
