/** The bundle of a script tag: all elements, and the server it came from as their server. */
import './lib/client/bundle-server.ts';

export * from './index.ts';
