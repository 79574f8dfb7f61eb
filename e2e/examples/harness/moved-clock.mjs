import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';

// Loaded before a program by NODE_OPTIONS: its clock is ahead by as many milliseconds as the file of MOVED_CLOCK says.

const file = process.env.MOVED_CLOCK;
const SystemDate = Date;

function now() {
  return SystemDate.now() + Number(readFileSync(file, 'utf8'));
}

// totp-kit goes by the database's time, carried on by the steady clock: all of them move together.
const steady = performance.now.bind(performance);
performance.now = () => steady() + Number(readFileSync(file, 'utf8'));
moveClockOfSqlite();

globalThis.Date = class Date extends SystemDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }

  static now() {
    return now();
  }
};

/** SQLite asks the machine by itself, past what is replaced here, but takes another function of the same name. */
function moveClockOfSqlite() {
  let Database;
  try {
    Database = createRequire(realpathSync(process.argv[1]))('better-sqlite3');
  } catch {
    return; // A program without a database.
  }
  const { prepare } = Database.prototype;
  const moved = new WeakSet();
  Database.prototype.prepare = function prepareMoved(sql) {
    if (!moved.has(this)) {
      moved.add(this);
      this.function('unixepoch', { varargs: true }, () => now() / 1000);
    }
    return prepare.call(this, sql);
  };
}
