// What the tools of Vue, Svelte and Angular read: they check templates by these types.
// Each @ts-expect-error is a mistake that the types must catch: where they do not, the compiler fails.
import { TotpSetup } from '@totp-kit/components/angular';
import '@totp-kit/components/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';
import '@totp-kit/components/vue';
import type { GlobalComponents } from 'vue';

type VueSetup = InstanceType<GlobalComponents['totp-setup']>['$props'];
export const vue: VueSetup = {
  class: 'card',
  action: 'update-user',
  ticket: 'tkt',
  onTotpSuccess: ({ user }) => console.log(user.loginId),
};
// @ts-expect-error A ticket is text.
export const wrongForVue: VueSetup = { ticket: 5 };

type SvelteSetup = SvelteHTMLElements['totp-setup'];
export const svelte: SvelteSetup = {
  class: 'card',
  action: 'update-user',
  ticket: 'tkt',
  'ontotp-success': ({ user }) => console.log(user.loginId),
};
// @ts-expect-error A ticket is text.
export const wrongForSvelte: SvelteSetup = { ticket: 5 };
// @ts-expect-error There is no such property.
export const unknownToSvelte: SvelteSetup = { tiket: 'tkt' };

export function fill(directive: TotpSetup): void {
  directive.action = 'update-user';
  directive.ticket = 'tkt';
  directive.totpSuccess.subscribe(({ user }) => console.log(user.loginId));
  // @ts-expect-error A ticket is text.
  directive.ticket = 5;
}
