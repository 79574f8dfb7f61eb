import type { EventAction } from '@totp-kit/protocol';
import { durations } from '../packages/server/src/core/durations.ts';
import type { BulkDatabase, Row, Table } from './database.ts';
import type { Random } from './people.ts';
import { userIdOf } from './seed-users.ts';

const events: Table = {
  name: 'events',
  columns: {
    event_id: 'text',
    at: 'bigint',
    action: 'text',
    user_id: 'text',
    actor: 'text',
    client_address: 'text',
    reason: 'text',
    request_id: 'text',
  },
};

/** How often what happens, of a hundred. */
const shares: readonly (readonly [EventAction, number])[] = [
  ['verification.succeeded', 84],
  ['user.created', 3],
  ['enrollment.confirmed', 3],
  ['enrollment.started', 3],
  ['verification.failed', 5],
  ['verification.spent', 0.5],
  ['user.waiting_began', 0.4],
  ['recovery_code.used', 0.5],
  ['user.updated', 0.3],
  ['ticket.created', 0.2],
  ['totp.deleted', 0.1],
];

/** How far back events go. */
const timeMs = 90 * durations.day;

/** Puts in the events with numbers from one to before another, of so many in all, the oldest first. */
export async function seedEvents(
  database: BulkDatabase,
  numbers: {
    readonly from: number;
    readonly to: number;
    readonly all: number;
    readonly users: number;
    readonly now: number;
  },
  random: Random,
): Promise<void> {
  const { from, to, all, users, now } = numbers;
  const rows = Array.from({ length: to - from }, (_, offset): Row => {
    const index = from + offset;
    const action = pickAction(random);
    return [
      `event_${index}`,
      now - timeMs + Math.floor((timeMs * index) / all),
      action,
      userIdOf(Math.floor(random() * users)),
      'anonymous',
      `192.0.2.${Math.floor(random() * 256)}`,
      action === 'verification.succeeded' ? 'sign-in' : null,
      `req_${index}`,
    ];
  });
  await database.insert(events, rows);
}

function pickAction(random: Random): EventAction {
  let left = random() * 100;
  for (const [action, share] of shares) {
    left -= share;
    if (left < 0) return action;
  }
  return 'verification.succeeded';
}
