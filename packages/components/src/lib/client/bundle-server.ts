/** The script-tag bundle talks to the server that it came from. */
import { bundleUrl } from '../bundle-url.ts';
import { setDefaultServer } from './default-server.ts';

setDefaultServer(new URL('.', bundleUrl));
