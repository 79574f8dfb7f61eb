import path from 'node:path';
import { serverErrors, type ServerErrorCode } from '@totp-kit/protocol';
import type { Browser, Locator, Page } from 'playwright-core';
import { readCode } from '../harness/authenticator.ts';
import type { Look } from './looks.ts';

export interface StudioSetup {
  readonly look: Look;
  readonly server: string;
  /** Where the pictures go. */
  readonly folder: string;
}

/**
 * A browser in one look that goes from screen to screen and takes their pictures. It finds things by their parts,
 * whatever language they are in.
 */
export class Studio {
  readonly page: Page;
  readonly #setup: StudioSetup;

  private constructor(page: Page, setup: StudioSetup) {
    this.page = page;
    this.#setup = setup;
  }

  static async open(browser: Browser, setup: StudioSetup): Promise<Studio> {
    const context = await browser.newContext(setup.look.browser);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.addInitScript((root) => {
      // The page's own <html> comes after this, and before anything in it.
      const observer = new MutationObserver(() => {
        observer.disconnect();
        Object.assign(document.documentElement, root);
      });
      observer.observe(document, { childList: true });
    }, setup.look.root);
    return new Studio(page, setup);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  get isPhone(): boolean {
    return this.#setup.look.device === 'phone';
  }

  /** Opens a page of the server, with a network as it is. */
  async visit(url: string): Promise<void> {
    await this.page.unrouteAll();
    await this.page.goto(new URL(url, this.#setup.server).href);
  }

  /** Opens a page of the server's origin that has these elements only, in their own looks. */
  async hold(elements: string): Promise<void> {
    const url = `${this.#setup.server}/held.html`;
    await this.page.unrouteAll();
    await this.page.route(url, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: makeDocument(elements) }),
    );
    await this.page.goto(url);
  }

  /** Has the server refuse what is sent to a path below `/api/v1/`. */
  async refuse(where: string, code: ServerErrorCode, more: object = {}): Promise<void> {
    const { status, title } = serverErrors[code];
    const problem = { type: 'about:blank', title, status, detail: title, code, requestId: 'r-1' };
    await this.page.route(`**/api/v1/${where}`, (route) =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        body: JSON.stringify({ ...problem, ...more }),
      }),
    );
  }

  /** Takes the server away. */
  async unplug(): Promise<void> {
    await this.page.route('**/api/**', (route) => route.abort());
  }

  /** A part of the elements in sight, in a state that its class names. */
  part(name: string, state = ''): Locator {
    return this.page.locator(`[part~="${name}"]${state && `.${state}`}`).first();
  }

  async see(name: string, state?: string): Promise<void> {
    await this.part(name, state).waitFor();
  }

  async press(name: string): Promise<void> {
    await this.part(name).click();
  }

  /** Types, and on the last digit of a code, sends it. */
  async type(name: string, text: string): Promise<void> {
    await this.part(name).fill(text);
  }

  /** An enrollment has come, with what it shows first here. */
  async seeEnrollment(): Promise<void> {
    await this.page
      .locator(this.isPhone ? 'totp-provision-link a[href]' : 'totp-qr svg')
      .first()
      .waitFor();
  }

  /** Opens what people need who can't scan, or use another device. Gives back the key. */
  async openOtherWay(): Promise<string> {
    await this.seeEnrollment();
    await this.part('other-way').locator('summary').click();
    await this.see('copy');
    await this.page.locator('totp-qr svg').first().waitFor();
    const url = await this.page.locator('totp-provision-link a').first().getAttribute('href');
    return new URL(url ?? '').searchParams.get('secret') ?? '';
  }

  /** Types the code that an authenticator app shows now. */
  async typeCodeOf(key: string, options?: { stepsAhead: number }): Promise<void> {
    await this.type('code-input', await readCode(key, options));
  }

  /** The whole page. Playwright's `fullPage` makes a phone a desktop while it looks, so the window grows instead. */
  async take(screen: string): Promise<void> {
    const { look } = this.#setup;
    const { viewport } = look.browser;
    if (!viewport) throw new Error(`${look.name} has no viewport`);
    const height = await this.page.evaluate(() => document.documentElement.scrollHeight);
    await this.page.setViewportSize({ ...viewport, height });
    await this.takeWindow(screen);
    await this.page.setViewportSize(viewport);
  }

  /** What is in the window, with what lies over the page where a person sees it. */
  async takeWindow(screen: string): Promise<void> {
    const { folder, look } = this.#setup;
    await this.page.screenshot({ path: path.join(folder, `${screen}-${look.name}.png`) });
  }
}

function makeDocument(elements: string): string {
  return `<!doctype html>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta name="color-scheme" content="light dark" />
    <title>Held</title>
    <style>body { margin: 0; padding: 16px; font-family: sans-serif }</style>
    <script type="module" src="/totp-kit.js"></script>
    ${elements}`;
}
