import { expect } from 'vitest';
import type { Browser, BrowserContext } from 'playwright-core';
import { Person } from '../../harness/person.ts';
import { Phone } from './phone.ts';

/** Somebody at a site as e2e/examples/README.md describes it. */
export class SitePerson extends Person {
  /** What went wrong where nobody looks: errors in the console, and what a policy refused. */
  readonly complaints: string[] = [];

  /** Opens the site in a browser of their own. */
  static async visit(browser: Browser, siteUrl: string): Promise<SitePerson> {
    const context = await browser.newContext({
      locale: 'en-US',
      viewport: { width: 1000, height: 1100 },
    });
    return SitePerson.visitIn(context, siteUrl);
  }

  static async visitIn(context: BrowserContext, siteUrl: string): Promise<SitePerson> {
    const person = new SitePerson(await context.newPage());
    await person.#listen();
    await person.page.goto(siteUrl);
    return person;
  }

  async createAccount(email: string, password: string): Promise<void> {
    await this.typeCredentials(email, password);
    await this.press('Create an account');
    await this.seesAccountOf(email);
  }

  /** Scans the QR code, types the first code, keeps the recovery codes. */
  async link(): Promise<{ readonly phone: Phone; readonly recoveryCodes: readonly string[] }> {
    await this.press('Set up an authenticator app');
    const phone = new Phone((await this.scan()).key);
    await this.typeCode(await phone.nextCode());
    const recoveryCodes = await this.saveRecoveryCodes();
    await this.reads('Your authenticator app is set up.');
    return { phone, recoveryCodes };
  }

  async signOut(): Promise<void> {
    await this.press('Sign out');
    await this.seesSignIn();
  }

  async seesSignIn(): Promise<void> {
    await this.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }

  /** E-mail and password alone; what comes next depends on whether an app is linked. */
  async signIn(email: string, password: string): Promise<void> {
    await this.typeCredentials(email, password);
    await this.press('Sign in');
  }

  /** In place of a code. */
  async typeRecoveryCode(recoveryCode: string): Promise<void> {
    await this.press('Lost your phone? Use a recovery code');
    await this.page.getByRole('textbox', { name: 'Recovery code' }).fill(recoveryCode);
    await this.page.keyboard.press('Enter');
  }

  async transfer(phone: Phone): Promise<void> {
    await this.press('Transfer 42');
    await this.typeCode(await phone.nextCode());
    await this.reads('Transferred 42.');
  }

  async seesAccountOf(email: string): Promise<void> {
    await this.page.getByRole('heading', { name: `Hello ${email}` }).waitFor();
  }

  async typeCredentials(email: string, password: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await this.page.getByLabel('Password').fill(password);
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async reads(text: string): Promise<void> {
    await this.page.getByText(text, { exact: true }).waitFor();
  }

  async #listen(): Promise<void> {
    this.page.on('pageerror', (error) => this.complaints.push(error.message));
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    await this.page.exposeFunction('complain', (text: string) => this.complaints.push(text));
    await this.page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const { complain } = globalThis as unknown as { complain: (text: string) => void };
        complain(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
      });
    });
  }
}

/** The way that every example is driven: link by a scanned QR code, sign out and in again with both factors, step up. */
export async function useWholeSite(browser: Browser, siteUrl: string): Promise<SitePerson> {
  const person = await SitePerson.visit(browser, siteUrl);
  await goThroughSite(person);
  return person;
}

/** The same in a browser that somebody has open. */
export async function goThroughSite(person: SitePerson): Promise<void> {
  const email = 'ada@example.com';
  const password = 'correct horse battery';
  await person.createAccount(email, password);
  const { phone } = await person.link();
  await person.seesAccountOf(email);
  await person.signOut();

  await person.signIn(email, password);
  await person.codeField.waitFor();
  expect(await person.page.getByRole('heading', { name: /^Hello/ }).count()).toBe(0);
  await person.typeCode(await phone.nextCode());
  await person.seesAccountOf(email);
  await person.transfer(phone);

  await person.page.reload();
  await person.seesAccountOf(email);
  await person.signOut();
}
