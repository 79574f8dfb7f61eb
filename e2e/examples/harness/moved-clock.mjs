import { readFileSync } from 'node:fs';

// Loaded before a program by NODE_OPTIONS: its clock is ahead by as many milliseconds as the file of MOVED_CLOCK says.

const file = process.env.MOVED_CLOCK;
const SystemDate = Date;

function now() {
  return SystemDate.now() + Number(readFileSync(file, 'utf8'));
}

// totp-kit goes by the database's time, carried on by the steady clock, and follows a jump of the database's clock only
// after a minute: what moves the steady clock moves its time until then.
const steady = performance.now.bind(performance);
performance.now = () => steady() + Number(readFileSync(file, 'utf8'));

globalThis.Date = class Date extends SystemDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }

  static now() {
    return now();
  }
};
