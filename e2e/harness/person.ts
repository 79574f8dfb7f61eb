import type { Locator, Page } from 'playwright-core';
import { scanQr } from './scanner.ts';

export interface ScannedKey {
  /** The whole `otpauth://` text of the QR code. */
  readonly uri: string;
  /** What an authenticator app keeps of it. */
  readonly key: string;
}

/** Somebody at a browser: they see what is on the screen and use the keyboard. */
export class Person {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get loginIdField(): Locator {
    return this.page.getByRole('textbox', { name: 'Login ID' });
  }

  get codeField(): Locator {
    return this.page.getByRole('textbox', { name: /code/i });
  }

  /** Types a login ID on the first screen of a sign-up. */
  async startSignUp(loginId: string): Promise<void> {
    await this.typeLoginId(loginId);
    await this.page.keyboard.press('Enter');
  }

  async typeLoginId(loginId: string): Promise<void> {
    await this.loginIdField.click();
    await this.page.keyboard.type(loginId);
  }

  /** Points a phone at the screen. */
  async scan(): Promise<ScannedKey> {
    const code = this.page.getByRole('img', { name: /QR code/ });
    await code.evaluate((image) => image.scrollIntoView({ block: 'center' }));
    const uri = await scanQr(this.page);
    const key = new URL(uri).searchParams.get('secret');
    if (key === null) throw new Error(`There is no key in ${uri}`);
    return { uri, key };
  }

  /** Types a code; the sixth digit sends it. */
  async typeCode(code: string): Promise<void> {
    await this.codeField.click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(code);
  }

  /** Types the first code, and says that the recovery codes are saved. They are given back. */
  async finishSignUp(code: string): Promise<string[]> {
    await this.typeCode(code);
    return this.saveRecoveryCodes();
  }

  async saveRecoveryCodes(): Promise<string[]> {
    const list = this.page.getByRole('list', { name: 'Recovery codes' });
    await list.waitFor();
    const codes = await list.getByRole('listitem').allInnerTexts();
    await this.page.getByRole('button', { name: 'I have saved them' }).click();
    return codes;
  }
}
