import { readFileSync } from 'node:fs';

/** Bytes of memory that a process holds (Linux). */
export function residentMemory(pid: number): number {
  const [, kilobytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`process ${pid} does not say what it holds`);
  return Number(kilobytes) * 1024;
}
