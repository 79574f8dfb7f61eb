/** `headless.ts` for a script tag: one file, and the server it came from as its server. Languages come when asked for. */
import './lib/client/bundle-server.ts';

export * from './headless.ts';
