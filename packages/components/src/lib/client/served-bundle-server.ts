/* In place of bundle-server.ts in the bundle that is one file, which sites copy to wherever they like. */
import { bundleUrl } from '../bundle-url.ts';
import { setDefaultServer } from './default-server.ts';
import { isServedScript } from './served-script.ts';

if (isServedScript(bundleUrl)) setDefaultServer(new URL('.', bundleUrl));
