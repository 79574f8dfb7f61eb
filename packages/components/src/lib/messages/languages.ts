import type { AllMessages } from './catalogue.ts';

/* English comes with the screens. Every other language is a file of its own, loaded when a page speaks it. */

type Loader = () => Promise<{ readonly messages: AllMessages }>;

const loaders: Readonly<Record<string, Loader>> = {
  // A page may speak anything, `constructor` too.
  __proto__: null as never,
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  he: () => import('./he.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  tr: () => import('./tr.ts'),
  zh: () => import('./zh.ts'),
};

const loaded = new Map<string, AllMessages>();

/** The name under which a language is known here: `pt-PT` is `pt`, and Hebrew has an old name. */
export function primaryLanguage(tag: string): string {
  const [language = ''] = tag.toLowerCase().split(/[-_]/);
  return language === 'iw' ? 'he' : language;
}

/** The messages of a language if they are here, a promise of them if they can be, undefined for English and others. */
export function loadMessages(tag: string): AllMessages | Promise<AllMessages> | undefined {
  const language = primaryLanguage(tag);
  return (
    loaded.get(language) ??
    loaders[language]?.().then(({ messages }) => {
      loaded.set(language, messages);
      return messages;
    })
  );
}
