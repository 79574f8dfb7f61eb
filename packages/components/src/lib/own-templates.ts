import { readCode } from './code-field/digits.ts';
import { FilledTemplate } from './filled-template.ts';
import type { ScreenHost } from './own-screens.ts';
import { readPlaceholders } from './placeholders.ts';

/** The screens that a page has written as `<template>` children of an element, filled and put beside them. */
export class OwnTemplates {
  readonly #host: ScreenHost;
  readonly #filled = new Map<HTMLTemplateElement, FilledTemplate>();

  constructor(host: ScreenHost) {
    this.#host = host;
  }

  /** Shows the templates of the screen in sight. What the others held, such as a key, leaves the document. */
  show(): void {
    const { screen, mainScreen } = this.#host;
    const templates = [...this.#host.children].filter(
      (child): child is HTMLTemplateElement =>
        child instanceof HTMLTemplateElement && (child.slot || mainScreen) === screen,
    );
    for (const [template, filled] of this.#filled) {
      if (templates.includes(template)) continue;
      filled.screen.remove();
      this.#filled.delete(template);
    }
    for (const template of templates) {
      const filled =
        this.#filled.get(template) ?? new FilledTemplate(template, this.#host.localName);
      this.#filled.set(template, filled);
      filled.fill(readPlaceholders(this.#host));
      if (!filled.screen.isConnected) template.after(filled.screen);
    }
  }
}

/** Takes what a person sent by a form on a screen of the page's: the one thing that its step waits for. */
export function takeOwnScreen({ flow, loginId: known = '' }: ScreenHost, data: FormData): void {
  const loginId = textOf(data, 'loginId') || known;
  const { digits: code } = readCode(textOf(data, 'code'));
  const recoveryCode = textOf(data, 'recoveryCode');
  if (!flow) return;
  if ('submit' in flow) {
    void flow.submit({ loginId, ...(recoveryCode ? { recoveryCode } : { code }) });
    return;
  }
  if ('choose' in flow) {
    const way = textOf(data, 'way');
    void flow.choose(loginId, way === 'sign-in' || way === 'sign-up' ? way : undefined);
    return;
  }
  switch (flow.step.name) {
    case 'identify':
      return void flow.identify(loginId);
    case 'enroll':
      return void flow.confirm(code);
    case 'recovery-codes':
      return flow.acknowledge();
    default:
      return void flow.start();
  }
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}
