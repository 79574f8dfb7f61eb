import { once } from 'node:events';
import { findWebKitDriver, findXvfb } from '../system-packages.mjs';
import { endChild, startChild, untilAnswers } from './children.mjs';

/** Runs the driver of WebKitGTK on a port beside the tests, on a screen that nobody sees. */
export function webKitDriver(port) {
  let screen, driver;
  return {
    name: 'webkit-driver',
    async serverStart() {
      screen = startScreen();
      driver = startChild(findWebKitDriver(), [`--port=${port}`], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...process.env,
          // Without a locale, WebKit names a language that is none (`C`), which uPlot cannot take.
          LANG: 'en_US.UTF-8',
          LANGUAGE: 'en_US',
          LC_ALL: '',
          DISPLAY: await displayOf(screen),
          // Where there is a desktop, GTK would rather show its window there.
          GDK_BACKEND: 'x11',
          // Containers, and some distributions, refuse the user namespaces that the sandbox is made of.
          WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        },
      });
      await untilAnswers(`http://127.0.0.1:${port}/status`, driver);
    },
    async serverStop() {
      await endChild(driver);
      await endChild(screen);
    },
  };
}

function startScreen() {
  const options = ['-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  // It takes the first display that is free, and writes its number to the file descriptor 3.
  return startChild(findXvfb(), ['-displayfd', '3', ...options], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
}

async function displayOf(screen) {
  let words = '';
  screen.stderr.on('data', (chunk) => (words += chunk));
  const failure = once(screen, 'exit').then(() => {
    throw new Error(`Xvfb ended before it had a display: ${words}`);
  });
  const [number] = await Promise.race([once(screen.stdio[3], 'data'), failure]);
  return `:${String(number).trim()}`;
}
