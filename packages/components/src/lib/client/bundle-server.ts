/** The script-tag bundle talks to the server that it came from. */
import { setDefaultServer } from './default-server.ts';

// In a constant of its own, because bundlers take `new URL('.', import.meta.url)` for a file to copy.
const bundleUrl: string = import.meta.url;

setDefaultServer(new URL('.', bundleUrl));
