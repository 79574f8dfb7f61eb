/**
 * What the console's pages are made of besides elements: the client of what only the console asks, and the look that
 * they share with the elements.
 */
export {
  connectConsole,
  type ConnectConsoleOptions,
  type ConsoleClients,
} from './lib/client/connect-console.ts';
export type { ConsoleClient, NewAdministrator } from './lib/client/console-client.ts';
export {
  HttpConsoleClient,
  type HttpConsoleClientOptions,
} from './lib/client/http-console-client.ts';
export { systemClock, type Clock } from './lib/clock.ts';
export { defineElement } from './lib/define-element.ts';
export { eventEn } from './lib/messages/event-en.ts';
export { toCsv } from './lib/spreadsheet.ts';
export { controls } from './lib/styles/controls.ts';
export { tokens } from './lib/styles/tokens.ts';
export { TotpError, type ErrorCode } from '@totp-kit/protocol/errors';
