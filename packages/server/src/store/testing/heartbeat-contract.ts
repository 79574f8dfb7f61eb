import { describe, expect, it } from 'vitest';
import { durations } from '../../core/durations.ts';
import type { Beat } from '../heartbeats.ts';
import type { Store } from '../store.ts';
import { unique } from './store-fixtures.ts';

const system = { kind: 'system', id: 'clock' } as const;

function newBeat(changes: Partial<Beat> = {}): Beat {
  return {
    serverId: unique('server'),
    version: '1.0.0',
    sealsWith: 'k2',
    opensWith: ['k2', 'k1'],
    startedAt: 1000,
    machineTime: Date.now(),
    newestTime: undefined,
    ...changes,
  };
}

export function describeHeartbeats(store: () => Store): void {
  describe('beat', () => {
    it('tells the database’s time, and of a server what others need', async () => {
      const beat = newBeat({ machineTime: Date.now() + durations.hour });
      const before = Date.now();
      const { databaseTime } = await store().beat(beat);
      const after = Date.now();
      // The databases of the tests run on this machine.
      expect(databaseTime).toBeGreaterThanOrEqual(before - 1);
      expect(databaseTime).toBeLessThanOrEqual(after + 1);
      const [server, ...others] = await store().listServers(databaseTime - 1000);
      expect(others).toEqual([]);
      const { serverId, version, sealsWith, opensWith, startedAt } = beat;
      const clockOffsetMs = beat.machineTime - databaseTime;
      expect(server).toMatchObject({ serverId, version, sealsWith, opensWith, startedAt });
      expect(server).toMatchObject({ seenAt: databaseTime });
      expect(Math.abs((server?.clockOffsetMs ?? 0) - clockOffsetMs)).toBeLessThanOrEqual(5000);
    });

    it('notes what has changed since the last one', async () => {
      const beat = newBeat({ opensWith: ['k2'], startedAt: 2000 });
      await store().beat(newBeat());
      await store().beat(beat);
      await store().beat({ ...beat, sealsWith: 'k3', opensWith: ['k3', 'k2'] });
      const servers = await store().listServers(0);
      expect(servers).toHaveLength(2);
      expect(servers[1]).toMatchObject({ sealsWith: 'k3', opensWith: ['k3', 'k2'] });
    });

    it('keeps the newest time that a server went by, which only rises', async () => {
      expect((await store().readTimes()).newestTime).toBeNull();
      expect((await store().beat(newBeat({ newestTime: 5000 }))).newestTime).toBeNull();
      expect((await store().beat(newBeat({ newestTime: 4000 }))).newestTime).toBe(5000);
      expect((await store().beat(newBeat())).newestTime).toBe(5000);
      await store().beat(newBeat({ newestTime: 6000 }));
      expect((await store().readTimes()).newestTime).toBe(6000);
    });
  });

  describe('listServers', () => {
    it('knows no server that was not seen since, or has stopped', async () => {
      const stopped = newBeat();
      const { databaseTime } = await store().beat(stopped);
      expect(await store().listServers(databaseTime + durations.minute)).toEqual([]);
      await store().forgetServer(stopped.serverId);
      expect(await store().listServers(0)).toEqual([]);
    });
  });

  describe('recordClockMove', () => {
    it('moves the newest time and is told once, however many servers say it', async () => {
      const move = { toleranceMs: 5000, by: system, reason: 'by 86400 s behind' };
      await store().beat(newBeat({ newestTime: durations.day + 1000 }));
      await store().recordClockMove({ ...move, to: 1000 });
      await store().recordClockMove({ ...move, to: 3000 });
      expect((await store().readTimes()).newestTime).toBe(1000);
      const events = await store().listEvents({ action: 'server.clock_moved', limit: 10 });
      expect(events).toMatchObject([{ at: 1000, actor: 'system', reason: 'by 86400 s behind' }]);
    });
  });
}
