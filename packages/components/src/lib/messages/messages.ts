import type { MessageCatalogue } from './catalogue.ts';
import { en } from './en.ts';

/** What the elements say. */
export const messages: MessageCatalogue = en;
