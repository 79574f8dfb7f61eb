/** `<totp-users>` for a script tag of an administration: the element, the client, and the server it came from. */
import './lib/client/bundle-server.ts';

export * from './totp-users.ts';
export * from './management.ts';
export { setMessages } from './lib/messages/own-messages.ts';
