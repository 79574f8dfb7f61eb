import { describe, expect, it } from 'vitest';
import { durations } from './durations.ts';
import { machineOffset, ReferenceClock, type ClockFinding } from './reference-clock.ts';

const start = Date.parse('2026-03-01T12:00:00Z');

/** A machine and a database whose clocks a test sets. */
class World {
  /** Ahead of the true time. */
  databaseOffset = 0;
  machineOffset = 0;
  #elapsed = 0;
  #suspended = 0;

  readonly steady = (): number => 1234.5 + this.#elapsed;

  get databaseTime(): number {
    return Math.floor(start + this.#elapsed + this.#suspended + this.databaseOffset);
  }

  wait(ms: number): void {
    this.#elapsed += ms;
  }

  suspend(ms: number): void {
    this.#suspended += ms;
  }

  /** Looks at the database's clock, which is read somewhere in the time that the answer takes. */
  look({ before = 1, after = 1 } = {}) {
    const askedAt = this.steady();
    const machineTime = start + this.#elapsed + this.#suspended + this.machineOffset;
    this.wait(before);
    const { databaseTime } = this;
    this.wait(after);
    const uptime = this.#elapsed + this.#suspended + 50_000;
    return { databaseTime, askedAt, machineTime, answeredAt: this.steady(), uptime };
  }
}

function startClock(world: World, newestTime?: number): ReferenceClock {
  return new ReferenceClock(world.steady, world.look(), newestTime);
}

/** Looks every five seconds, for so long. */
function watch(world: World, clock: ReferenceClock, forMs: number): ClockFinding[] {
  const findings: ClockFinding[] = [];
  for (let elapsed = 0; elapsed < forMs; elapsed += 5000) {
    world.wait(5000);
    findings.push(clock.observe(world.look()));
  }
  return findings;
}

const kindsOf = (findings: readonly ClockFinding[]) => new Set(findings.map(({ kind }) => kind));

describe('a reference clock', () => {
  it('goes by the database, carried on between two looks, in whole milliseconds', () => {
    const world = new World();
    const clock = startClock(world);
    world.wait(1234);
    expect(clock.read()).toBeLessThanOrEqual(world.databaseTime);
    expect(clock.read()).toBeGreaterThanOrEqual(world.databaseTime - 3);
    expect(Number.isInteger(clock.read())).toBe(true);
  });

  it('is never ahead of the database, and close to it after one quick answer', () => {
    const world = new World();
    const clock = new ReferenceClock(world.steady, world.look({ after: 3000 }), undefined);
    for (const after of [4000, 0, 2000, 1, 3000, 500]) {
      world.wait(5000);
      expect(clock.observe(world.look({ before: 1, after }))).toEqual({ kind: 'even' });
      expect(clock.read()).toBeLessThanOrEqual(world.databaseTime);
    }
    expect(clock.read()).toBeGreaterThan(world.databaseTime - 3);
  });

  it('stays within the time of an answer of a clock that drifts, and is set by a few seconds', () => {
    const world = new World();
    const clock = startClock(world);
    let random = 7;
    const upTo = (most: number) => {
      random = (random * 48_271) % 2_147_483_647;
      return random % most;
    };
    for (let look = 0; look < 2000; look += 1) {
      world.wait(upTo(5000));
      world.databaseOffset += upTo(7) - 3 + (look % 50 === 0 ? upTo(800) - 400 : 0);
      const found = clock.observe(world.look({ before: upTo(40), after: upTo(40) }));
      expect(found.kind).toBe('even');
      expect(Math.abs(clock.read() - world.databaseTime)).toBeLessThan(81);
    }
  });

  it.each([
    ['ten minutes back', -10 * durations.minute],
    ['a day on', durations.day],
    ['six seconds on', 6000],
    ['six seconds back', -6000],
  ])('does not follow a jump %s, and goes on when it is taken back', (_, jump) => {
    const world = new World();
    const clock = startClock(world);
    watch(world, clock, 60_000);
    world.databaseOffset = jump;
    let before = clock.read();
    for (let look = 0; look < 11; look += 1) {
      world.wait(5000);
      const found = clock.observe(world.look());
      expect(found.kind).toBe('in doubt');
      expect(clock.read() - before).toBe(5002);
      before = clock.read();
      expect(clock.isInDoubt).toBe(true);
      expect(clock.isSettled).toBe(false);
    }
    world.databaseOffset = 0;
    expect(clock.observe(world.look())).toEqual({ kind: 'even' });
    expect(clock.isInDoubt).toBe(false);
    expect(clock.isSettled).toBe(true);
  });

  it.each([-10 * durations.minute, durations.day])(
    'follows a jump by %i ms when the clock has gone evenly for a minute',
    (jump) => {
      const world = new World();
      const clock = startClock(world);
      world.databaseOffset = jump;
      expect(kindsOf(watch(world, clock, 60_000))).toEqual(new Set(['in doubt']));
      const [followed] = watch(world, clock, 5000);
      expect(followed?.kind).toBe('followed');
      expect(Math.abs((followed?.kind === 'followed' ? followed.byMs : 0) - jump)).toBeLessThan(5);
      expect(clock.read()).toBeLessThanOrEqual(world.databaseTime);
      expect(clock.read()).toBeGreaterThan(world.databaseTime - 10);
      expect(kindsOf(watch(world, clock, 60_000))).toEqual(new Set(['even']));
    },
  );

  it.each([4900, -4900])('follows no clock that moves by %i ms again and again', (move) => {
    const world = new World();
    const clock = startClock(world);
    const kinds = new Set<string>();
    for (let look = 0; look < 200; look += 1) {
      world.databaseOffset += move;
      for (const kind of kindsOf(watch(world, clock, 5000))) kinds.add(kind);
    }
    expect(kinds).toEqual(new Set(['even', 'in doubt']));
    const drift = clock.read() - (world.databaseTime - world.databaseOffset);
    expect(Math.abs(drift)).toBeLessThan(6000);
  });

  it('follows no clock that goes unevenly', () => {
    const world = new World();
    const clock = startClock(world);
    for (let look = 0; look < 500; look += 1) {
      world.databaseOffset += durations.hour;
      expect(kindsOf(watch(world, clock, 20_000))).toEqual(new Set(['in doubt']));
    }
    expect(Math.abs(clock.read() - (world.databaseTime - world.databaseOffset))).toBeLessThan(10);
  });

  it('is not misled by an answer that took long', () => {
    const world = new World();
    const clock = startClock(world);
    expect(clock.observe(world.look({ before: 20_000 }))).toEqual({ kind: 'even' });
    expect(clock.observe(world.look({ after: 20_000 }))).toEqual({ kind: 'even' });
    world.databaseOffset = durations.minute;
    expect(clock.observe(world.look({ before: 20_000 })).kind).toBe('in doubt');
  });

  it('follows at once when the machine was suspended', () => {
    const world = new World();
    const clock = startClock(world);
    watch(world, clock, 60_000);
    world.suspend(2 * durations.hour);
    expect(clock.observe(world.look()).kind).toBe('followed');
    expect(clock.read()).toBeGreaterThan(world.databaseTime - 10);
    expect(clock.isSettled).toBe(true);
    // And is as wary as before.
    world.databaseOffset = durations.hour;
    expect(clock.observe(world.look()).kind).toBe('in doubt');
  });

  it('starts by the newest time where the database is behind it, until that has gone evenly', () => {
    const world = new World();
    const clock = startClock(world, start + 10 * durations.minute);
    expect(clock.isInDoubt).toBe(true);
    expect(clock.read()).toBe(start + 10 * durations.minute);
    expect(kindsOf(watch(world, clock, 55_000))).toEqual(new Set(['in doubt']));
    expect(kindsOf(watch(world, clock, 10_000))).toEqual(new Set(['followed', 'even']));
    expect(clock.read()).toBeLessThanOrEqual(world.databaseTime);
  });

  it('deletes nothing for an hour by a time that it has not seen come', () => {
    const world = new World();
    const clock = startClock(world, start - durations.day);
    expect([clock.isInDoubt, clock.isSettled]).toEqual([false, false]);
    watch(world, clock, durations.hour - 10_000);
    expect(clock.isSettled).toBe(false);
    watch(world, clock, 15_000);
    expect(clock.isSettled).toBe(true);

    world.databaseOffset = durations.day;
    watch(world, clock, 70_000);
    expect([clock.isInDoubt, clock.isSettled]).toEqual([false, false]);
    watch(world, clock, durations.hour);
    expect(clock.isSettled).toBe(true);
  });

  it('deletes by a time that it has seen, and at the first start of all', () => {
    expect(startClock(new World(), start - durations.minute).isSettled).toBe(true);
    expect(startClock(new World()).isSettled).toBe(true);
  });
});

describe('machineOffset', () => {
  it('is how far the machine is off, less what the time of the answer may explain', () => {
    const world = new World();
    expect(machineOffset(world.look({ before: 2000, after: 2000 }))).toBe(0);
    world.machineOffset = 3000;
    expect(machineOffset(world.look({ before: 0 }))).toBe(3000);
    world.machineOffset = -600_000;
    expect(machineOffset(world.look({ before: 0, after: 500 }))).toBe(-599_500);
  });
});
