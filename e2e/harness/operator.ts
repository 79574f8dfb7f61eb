import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { readCode } from './authenticator.ts';
import { Person } from './person.ts';
import type { TerminalServer } from './terminal.ts';

/** An administrator at the console, with their phone. */
export class Operator {
  readonly page: Page;
  readonly #serverUrl: string;
  readonly #key: string;

  private constructor(page: Page, { serverUrl, key }: { serverUrl: string; key: string }) {
    this.page = page;
    this.#serverUrl = serverUrl;
    this.#key = key;
  }

  /** Opens the link that stands on the terminal, scans the QR code, and is the first administrator. */
  static async becomeFirst(
    browser: Browser,
    server: TerminalServer,
    options: BrowserContextOptions = {},
  ): Promise<Operator> {
    const context = await browser.newContext({
      locale: 'en-US',
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    await page.goto(firstLinkOf(server));
    const person = new Person(page);
    await person.startSignUp('root@example.com');
    const { key } = await person.scan();
    await person.finishSignUp(await readCode(key));
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    return new Operator(page, { serverUrl: server.url, key });
  }

  /** The code that their phone shows now, or some steps from now. */
  readCode(options: { stepsAhead?: number } = {}): Promise<string> {
    return readCode(this.#key, options);
  }

  /** Opens a view by its address. */
  async open(view: string): Promise<void> {
    await this.page.goto(`${this.#serverUrl}/console/${view}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Chooses something in the three-dot menu of a user's row. */
  async chooseFor(loginId: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${loginId}` }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  /** The dialog that is open. */
  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Types what a dialog asks to be typed, as its label says. */
  async typeWhatIsAsked(): Promise<void> {
    const field = this.dialog.getByRole('textbox', { name: /^Type .+ to go on$/ });
    const label = await this.dialog.getByText(/^Type .+ to go on$/).innerText();
    const text = /^Type (.+) to go on$/.exec(label.replaceAll(/[\u2066-\u2069]/g, ''))?.[1] ?? '';
    await field.fill(text);
  }

  /** The lines of the open dialog's results: a login ID and its link. */
  async readResults(): Promise<Map<string, string>> {
    await this.dialog.getByRole('heading', { name: 'Done' }).waitFor();
    const lines = await this.dialog
      .getByRole('list', { name: 'Results' })
      .getByRole('listitem')
      .all();
    const results = new Map<string, string>();
    for (const line of lines) {
      const loginId = (await line.locator('bdi').first().innerText()).trim();
      const link = line.locator('code');
      results.set(loginId, (await link.count()) === 0 ? '' : (await link.innerText()).trim());
    }
    return results;
  }

  /** Closes the open results. Links that nobody copied are asked about. */
  async closeResults(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close', exact: true }).click();
    const anyway = this.dialog.getByRole('button', { name: 'Close anyway' });
    if (await anyway.isVisible()) await anyway.click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  /** What a user's record says has happened, newest first. */
  async readTimeline(loginId: string): Promise<string[]> {
    await this.page.getByRole('button', { name: loginId, exact: true }).click();
    const sheet = this.page.getByRole('dialog', { name: loginId });
    const timeline = sheet.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
    await timeline.first().waitFor();
    const texts = await timeline.allInnerTexts();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await sheet.waitFor({ state: 'hidden' });
    return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
  }
}

/** The one-time link on the terminal. */
export function firstLinkOf(server: TerminalServer): string {
  const [link] = /http:\S+\/console\/join#first=[\w-]+/.exec(server.screen()) ?? [];
  if (link === undefined) throw new Error(`There is no link on:\n${server.screen()}`);
  return link;
}
