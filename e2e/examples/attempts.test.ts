import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from '../harness/browser.ts';
import { seesAccount, Stage, type Scene } from './harness/attempt-scene.ts';
import { attemptsOnSite } from './harness/attempts-on-site.ts';
import { startExampleSite } from './harness/running-site.ts';
import { TestClock } from './harness/test-clock.ts';
import { attempts } from './harness/twenty-attempts.ts';

const workshop = inject('workshop');
const stack = new AsyncDisposableStack();
let browser: Browser;
let clock: TestClock;
let addresses = 0;

beforeAll(async () => {
  clock = await TestClock.create(workshop);
  const env = { ...clock.settings, TOTP_KIT_TRUSTED_PROXIES: '127.0.0.1,::1' };
  stack.use(await startExampleSite(workshop, { name: 'express' }, env));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

async function setScene(): Promise<Scene> {
  addresses += 1;
  const stage = new Stage(workshop, { clock, address: `203.0.113.${addresses}` });
  const victim = await stage.enroll(`ada-${randomUUID()}@shop.example`);
  const attacker = await stage.enroll(`mallory-${randomUUID()}@shop.example`);
  return { browser, stage, victim, attacker, login: await stage.begin(victim) };
}

describe('attempts to get into examples/express without the second factor', () => {
  test.each(attempts)('$row: an attempt to $name is refused', async ({ refusal, make }) => {
    const scene = await setScene();
    expect(await make(scene)).toBe(refusal);
    expect(await seesAccount(scene.login.client)).toBe(false);
  });

  test.each(attemptsOnSite)('an attempt to $name is refused', async ({ make }) => {
    const scene = await setScene();
    expect(await make(scene)).toBe('no_proof');
    expect(await seesAccount(scene.login.client)).toBe(false);
  });
});
