import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from '../harness/browser.ts';
import { Example } from './harness/example.ts';
import { startExampleSite } from './harness/running-site.ts';
import { useWholeSite } from './harness/site-person.ts';
import { chooseSites } from './harness/sites.ts';

const workshop = inject('workshop');
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

describe.each(chooseSites())('the example $name', (exampleSite) => {
  const example = new Example(workshop, exampleSite.name);

  test('installs what its lockfile says', () => example.install());

  test('passes its type check', async () => {
    const { exitCode, output } = await example.check();
    expect(exitCode, output).toBe(0);
  });

  test('fails its type check with a property that nothing has', async () => {
    const { exitCode, output } = await example.checkWithWrongProperty();
    expect(exitCode).not.toBe(0);
    expect(output).toContain('tickett');
  });

  test('builds', () => example.build());

  test('links an app by its QR code, signs out, signs in with both factors, and steps up', async () => {
    await using running = await startExampleSite(workshop, exampleSite);
    const { drive = useWholeSite } = exampleSite;
    const person = await drive(browser, workshop.siteUrl);
    expect(person.complaints, running.site.output()).toEqual([]);
    await person.page.context().close();
  });
});
