import type { TotpKit } from '@totp-kit/server';
import { managementKey } from './start-kit.ts';
import type { Case } from './cases.ts';

/** How long the server took for a case, in milliseconds. */
export interface Measurement {
  readonly title: string;
  readonly medianMs: number;
  readonly p99Ms: number;
}

const warmUps = 10;

/** Asks for a case many times, one after the other, without a socket. @throws Error when it is not answered */
export async function measureCase(
  kit: TotpKit,
  asked: Case,
  runs: number,
): Promise<Measurement | undefined> {
  const path = await pathOfPage(kit, asked);
  if (path === undefined) return undefined;
  for (let run = 0; run < warmUps; run += 1) await ask(kit, path);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    await ask(kit, path);
    times.push(performance.now() - begun);
  }
  times.sort((one, other) => one - other);
  return { title: asked.title, medianMs: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
}

/** The path with the cursor of the page that is asked for; none where there are fewer pages. */
async function pathOfPage(kit: TotpKit, { path, page = 1 }: Case): Promise<string | undefined> {
  let current = path;
  for (let number = 1; number < page; number += 1) {
    const { nextCursor } = await ask(kit, current);
    if (nextCursor === undefined) return undefined;
    current = `${path}${path.includes('?') ? '&' : '?'}cursor=${nextCursor}`;
  }
  return current;
}

async function ask(kit: TotpKit, path: string): Promise<{ readonly nextCursor?: string }> {
  const response = await kit.app.fetch(
    new Request(`http://localhost:8787/api/v1/manage${path}`, {
      headers: { authorization: `Bearer ${managementKey}` },
    }),
  );
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
  return JSON.parse(text) as { readonly nextCursor?: string };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
