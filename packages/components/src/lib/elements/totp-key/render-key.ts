import { html, type TemplateResult } from 'lit';
import type { Language } from '../../language.ts';
import { keyEn } from '../../messages/key-en.ts';

/** The key with what to do with it, beside a QR code. */
export function renderKey(language: Language): TemplateResult {
  return html`
    <p>${language.in(keyEn).keyIntro}</p>
    <totp-key exportparts="key, copy"></totp-key>
  `;
}
