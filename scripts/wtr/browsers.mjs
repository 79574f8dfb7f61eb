import { chromeLauncher, puppeteerCore } from '@web/test-runner-chrome';
import { findChromium, findFirefox } from '../system-packages.mjs';
import { findFreePort, makeTemporaryFolder } from './children.mjs';
import { webKitDriver } from './webkit-driver.mjs';
import { WebKitLauncher } from './webkit-launcher.mjs';

const prepare = { chromium, firefox, webkit };

/** The launcher of a browser of the element tests, and the plugins that it needs. */
export async function prepareBrowser(name) {
  if (!Object.hasOwn(prepare, name)) throw new Error(`There are no element tests in "${name}".`);
  return prepare[name]();
}

function chromium() {
  const launcher = chromeLauncher({
    concurrency: 2,
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  });
  return { launcher, plugins: [] };
}

/** By WebDriver BiDi, which the core of Puppeteer speaks; the core downloads no browser. */
function firefox() {
  const home = makeTemporaryFolder('totp-kit-firefox-');
  const launcher = chromeLauncher({
    puppeteer: puppeteerCore,
    launchOptions: {
      browser: 'firefox',
      executablePath: findFirefox(),
      // As root it does not start in the home of another user, which containers often have.
      env: { ...process.env, HOME: home },
    },
  });
  return { launcher, plugins: [] };
}

async function webkit() {
  const port = await findFreePort();
  const launcher = new WebKitLauncher(`http://127.0.0.1:${port}`);
  return { launcher, plugins: [webKitDriver(port)] };
}
