import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/server.ts';
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
  for (const { row, name, refusal, make } of attempts) {
    test(`${row}: an attempt to ${name} is refused`, async () => {
      const scene = await setScene();
      expect(await make(scene)).toBe(refusal);
      expect(await seesAccount(scene.login.client)).toBe(false);
    });
  }

  for (const { name, make } of attemptsOnSite) {
    test(`an attempt to ${name} is refused`, async () => {
      const scene = await setScene();
      expect(await make(scene)).toBe('no_proof');
      expect(await seesAccount(scene.login.client)).toBe(false);
    });
  }
});

test('every attempt on the server alone is made here, too', async () => {
  const file = path.join(root, 'packages/server/test/security/twenty-attempts.test.ts');
  const names = [...(await readFile(file, 'utf8')).matchAll(/^ {4}name: '(.+)',$/gm)];
  const made = new Set(attempts.map(({ name }) => name));
  // The site has sessions of its own; what becomes of totp-kit's is for its users there.
  const missing = names.map(([, name]) => name).filter((name) => !made.has(name ?? ''));
  expect(missing).toEqual(['refresh a session after its user was disabled']);
});
