import type { OwnMessages } from './catalogue.ts';
import { primaryLanguage } from './languages.ts';

const replaced = new Map<string, OwnMessages>();
const listeners = new Set<() => void>();

/**
 * Says something else in place of the elements' own messages, in one language (BCP 47, such as `de`). What is named
 * again replaces what was said before; elements on the page change at once. A language that totp-kit does not know
 * can be brought along so, too; what is left out of it is said in English.
 */
export function setMessages(language: string, messages: OwnMessages): void {
  const name = primaryLanguage(language);
  replaced.set(name, { ...replaced.get(name), ...messages });
  for (const listener of listeners) listener();
}

export function ownMessagesOf(language: string): OwnMessages | undefined {
  return replaced.get(primaryLanguage(language));
}

/** Calls back whenever a page changes its messages, until the returned function is called. */
export function onOwnMessages(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
