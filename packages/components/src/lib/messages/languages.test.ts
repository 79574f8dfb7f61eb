import { expect } from 'chai';
import '../../totp-authenticators.ts';
import '../../totp-flow.ts';
import '../../totp-recovery-codes.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { ScriptedClient } from '../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  find,
  findAll,
  stage,
  textOf,
  until,
} from '../testing/stage.ts';
import { answerEn } from './answer-en.ts';
import { authenticatorsEn } from './authenticators-en.ts';
import type { AllMessages } from './catalogue.ts';
import { coreEn } from './core-en.ts';
import { enrollmentEn } from './enrollment-en.ts';
import { flowEn } from './flow-en.ts';
import { loadMessages } from './languages.ts';
import { keyEn } from './key-en.ts';
import { recoveryEn } from './recovery-en.ts';
import { endingEn } from './ending-en.ts';

const languages = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'tr', 'zh'];

const english: Readonly<Record<string, string>> = {
  ...coreEn,
  ...answerEn,
  ...endingEn,
  ...enrollmentEn,
  ...keyEn,
  ...recoveryEn,
  ...flowEn,
  ...authenticatorsEn,
};

async function messagesOf(language: string): Promise<Readonly<Record<string, string>>> {
  const messages: AllMessages | undefined = await loadMessages(language);
  if (!messages) throw new Error(`There is no ${language}.`);
  return Object.fromEntries(Object.entries(messages).filter(([name]) => name !== 'direction'));
}

function placeholders(text = ''): string[] {
  return (text.match(/\{[^}]*\}/g) ?? []).sort();
}

captureConsole();

for (const language of languages) {
  describe(`the messages in ${language}`, () => {
    it('are those that there are in English', async () => {
      expect(Object.keys(await messagesOf(language)).sort()).to.deep.equal(
        Object.keys(english).sort(),
      );
    });

    it('have the same {placeholders}', async () => {
      for (const [name, text] of Object.entries(await messagesOf(language)))
        expect(placeholders(text), name).to.deep.equal(placeholders(english[name]));
    });

    it('never speak of TOTP or OTP', async () => {
      for (const [name, text] of Object.entries(await messagesOf(language)))
        expect(text, name).not.to.match(/t?otp|2fa|mfa/i);
    });

    it('say something, and no sentence in English', async () => {
      for (const [name, text] of Object.entries(await messagesOf(language))) {
        expect(text.trim(), name).to.equal(text).and.not.to.equal('');
        if (text.includes(' ')) expect(text, name).not.to.equal(english[name]);
      }
    });
  });
}

type Tag =
  | 'totp-verify'
  | 'totp-setup'
  | 'totp-flow'
  | 'totp-recovery-codes'
  | 'totp-authenticators'
  | 'totp-key'
  | 'totp-qr';

function oneLine(text = ''): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** All that an element says or has to say, whether it is seen or heard. */
function said(root: HTMLElement): string[] {
  const elements = findAll(root, '*').filter(({ localName }) => localName !== 'style');
  const attributes = elements.flatMap((element) =>
    ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
  );
  const texts = elements.flatMap(({ childNodes }) =>
    [...childNodes].flatMap((node) =>
      node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : [],
    ),
  );
  return [...attributes, ...texts].map(oneLine);
}

/** Of these elements, what everybody sees first; of `<totp-setup>` with and without a login ID. */
const first: readonly (readonly [
  string,
  Tag,
  { readonly loginId?: string; readonly action?: 'sign-in' | 'step-up' },
  keyof AllMessages,
])[] = [
  ['<totp-verify>', 'totp-verify', {}, 'signInIntro'],
  ['<totp-verify action="step-up">', 'totp-verify', { action: 'step-up' }, 'stepUpTitle'],
  ['<totp-setup>', 'totp-setup', {}, 'identifyIntro'],
  ['<totp-setup login-id>', 'totp-setup', { loginId: 'ada' }, 'scanStep'],
  ['<totp-flow>', 'totp-flow', {}, 'chooseIntro'],
  ['<totp-recovery-codes>', 'totp-recovery-codes', {}, 'recoveryIntro'],
  ['<totp-authenticators>', 'totp-authenticators', {}, 'ownIntro'],
];

for (const language of languages) {
  describe(`the first screen in ${language}`, () => {
    afterEach(clearStage);

    for (const [name, tag, properties, message] of first) {
      it(`of ${name} has no English left`, async () => {
        const messages = await messagesOf(language);
        const element = await stage(tag, {
          lang: language,
          clock: new FakeClock(),
          ...(tag !== 'totp-recovery-codes' && { client: new ScriptedClient() }),
          ...properties,
        });
        await until(() => textOf(element).includes(oneLine(messages[message])));
        const own = Object.values(messages).map(oneLine);
        const left = Object.values(english).filter((text) => !own.includes(text));
        expect(said(element).filter((text) => left.includes(text))).to.deep.equal([]);
        expect(find(element, '[part=screen]').dir).to.equal(
          ['ar', 'he'].includes(language) ? 'rtl' : '',
        );
      });
    }
  });
}
