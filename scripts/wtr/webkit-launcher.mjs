import { Builder } from 'selenium-webdriver';

/**
 * Opens the test files one after the other in a window of WebKitGTK, as pages like in the other browsers. The
 * launcher of @web/test-runner-selenium opens them in one frame, in which now and then a file did not start.
 */
export class WebKitLauncher {
  name = 'WebKit';
  type = 'webdriver';
  concurrency = 1;

  #builder;
  #driver;
  #sessionId;
  #opened;

  constructor(driverUrl) {
    this.#builder = new Builder()
      .disableEnvironmentOverrides()
      .usingServer(driverUrl)
      .withCapabilities({ browserName: 'MiniBrowser' });
  }

  async startSession(sessionId, url) {
    this.#sessionId = sessionId;
    this.#opened = this.#open(url);
    await this.#opened;
  }

  isActive(sessionId) {
    return this.#sessionId === sessionId;
  }

  getBrowserUrl() {
    return this.#driver.getCurrentUrl();
  }

  async stopSession() {
    this.#sessionId = undefined;
    // Tests may be over before their page is complete.
    await this.#opened;
    await this.#driver.get('about:blank');
    return {};
  }

  async stop() {
    await this.#driver?.quit();
  }

  startDebugSession() {
    throw new Error('The window of WebKit is on a screen that nobody sees.');
  }

  async #open(url) {
    this.#driver ??= await this.#builder.build();
    await this.#driver.get(url);
  }
}
