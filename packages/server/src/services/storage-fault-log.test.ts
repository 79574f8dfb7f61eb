import { describe, expect, it } from 'vitest';
import { StorageUnavailableError } from '../store/engine.ts';
import { StorageFaultLog } from './storage-fault-log.ts';

describe('the log of faults of the storage', () => {
  it('has the first request, how many more there were every minute, and at the end', () => {
    let now = 0;
    const lines: string[] = [];
    const debugged: object[] = [];
    const log = new StorageFaultLog(
      {
        debug: (fields) => debugged.push(fields),
        warn: (_, message) => lines.push(message),
        error: (fields) => lines.push(JSON.stringify(fields)),
      },
      () => now,
    );
    const fail = (index: number) => {
      const error = new StorageUnavailableError('its disk is full', { kind: 'full' });
      log.note({ error, code: 'storage_unavailable', requestId: `req_${index}` });
    };
    for (let index = 0; index < 1000; index += 1) {
      fail(index);
      now += 100;
      log.settle();
    }
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"requestId":"req_0"');
    expect(lines[1]).toMatch(/^600 more requests failed/);
    expect(debugged).toHaveLength(999);
    now += 10_000;
    log.settle();
    expect(lines[2]).toMatch(/^399 more requests failed/);
    fail(1000);
    expect(lines[3]).toContain('"requestId":"req_1000"');
  });
});
