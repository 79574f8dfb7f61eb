/** The script-tag bundle talks to the server that it came from, if it came from one. */
import { bundleUrl } from '../bundle-url.ts';
import { setDefaultServer } from './default-server.ts';
import { isServedScript } from './served-script.ts';

if (isServedScript(bundleUrl)) setDefaultServer(new URL('.', bundleUrl));
